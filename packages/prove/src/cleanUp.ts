import { tableInSql } from '@lakehouse-portal/trino';
import { type Proof, StepFailed } from './run';
import { dropTable } from './table/dropTable';

/** What cleaning up may take in all: it also happens after a cancellation, when nobody wants to wait. */
const CLEAN_UP_MS = 60_000;

/** Removes what the run has made and not removed yet; what can't be is in the report. Never throws. */
export async function cleanUp(proof: Proof): Promise<void> {
  const signal = AbortSignal.timeout(CLEAN_UP_MS);
  for (const made of proof.made.list()) {
    const { schema, table } = made;
    try {
      await proof.step(
        {
          id: `cleanup/${schema}/${table}`,
          part: 'cleanup',
          title: `Remove ${schema}.${table}`,
        },
        async step => {
          await dropTable(step, made);
          return 'Removed';
        },
        signal,
      );
    } catch (error) {
      proof.left.push({
        schema,
        table,
        reason:
          error instanceof StepFailed && error.outcome === 'failed'
            ? error.message
            : `Not within ${CLEAN_UP_MS / 1000} s`,
        remove: `DROP TABLE ${tableInSql({
          catalog: proof.catalog,
          schema,
          table,
        })}`,
      });
    }
  }
}
