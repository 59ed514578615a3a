import { tableInSql } from '@lakehouse-portal/trino';
import { CheckFailed } from './diagnosis';
import { type Proof, StepFailed, type StepRun } from './run';
import type { MadeTable } from './table';
import { dropTable } from './table/dropTable';

/** What cleaning up may take in all: it also happens after a cancellation, when nobody wants to wait. */
const CLEAN_UP_MS = 60_000;
/** Cleaning up is not cancelled. */
const NEVER = new AbortController().signal;

/**
 * Removes what the run has made and not removed yet; what can't be is in the report.
 *
 * @throws what the listener throws, after all was tried.
 */
export async function cleanUp(proof: Proof): Promise<void> {
  const signal = AbortSignal.timeout(CLEAN_UP_MS);
  let thrown: { error: unknown } | undefined;
  for (const made of proof.made.list()) {
    const { schema, table } = made;
    try {
      await proof.step(
        {
          id: `cleanup/${schema}/${table}`,
          part: 'cleanup',
          title: `Remove ${schema}.${table}`,
        },
        step => remove(step, made, signal),
        NEVER,
      );
    } catch (error) {
      if (!(error instanceof StepFailed)) {
        thrown ??= { error };
      }
      if (!proof.made.has(made)) {
        continue;
      }
      proof.left.push({
        schema,
        table,
        reason: (error as Error).message,
        remove: `DROP TABLE ${tableInSql({
          catalog: proof.catalog,
          schema,
          table,
        })}`,
      });
    }
  }
  if (thrown) {
    throw thrown.error;
  }
}

async function remove(
  step: StepRun,
  made: MadeTable,
  signal: AbortSignal,
): Promise<string> {
  try {
    await dropTable(step.within(signal), made);
    return 'Removed';
  } catch (error) {
    if (!signal.aborted) {
      throw error;
    }
    throw new CheckFailed({
      hop: 'unknown',
      message: `It was not removed within ${CLEAN_UP_MS / 1000} s`,
      cause:
        'What failed before still does not answer; whether Trino removes the table all the same is not known.',
      remedy: 'Drop it when the lakehouse works again.',
    });
  }
}
