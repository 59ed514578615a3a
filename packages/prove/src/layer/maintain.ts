import { TrinoQueryError } from '@lakehouse-portal/trino';
import { CheckFailed } from '../diagnosis';
import type { Skipped, StepRun } from '../run';
import { requireRows, selectRows } from '../table';
import type { LayerTable } from './LayerTable';
import { snapshotIds } from './writeAndRead';

/** Fewer files, the same rows. */
export async function compact(
  step: StepRun,
  sample: LayerTable,
): Promise<string> {
  const { sql } = sample;
  const before = await countFiles(step, sample);
  await step.run(`ALTER TABLE ${sql()} EXECUTE optimize`);
  const after = await countFiles(step, sample);
  if (after >= before) {
    throw new CheckFailed({
      hop: 'result',
      message: `There were ${before} files before compaction and ${after} after it`,
      cause: 'Trino said that it compacted the table, and did not.',
      remedy: 'Does the version of Trino have a known defect in optimize?',
    });
  }
  requireRows(
    (await step.run(selectRows(sql()))).rows,
    sample.rows,
    'After compaction',
  );
  return `${before} files became ${after}, the rows are the same`;
}

/** The old snapshots go, the rows stay. */
export async function expire(
  step: StepRun,
  sample: LayerTable,
): Promise<string | Skipped> {
  const { sql } = sample;
  if (sample.keepsHistoryItself) {
    return { skipped: 'Nessie expires snapshots itself (nessie-gc)' };
  }
  const before = (await snapshotIds(step, sample)).length;
  try {
    await step.run(
      `ALTER TABLE ${sql()} EXECUTE expire_snapshots(retention_threshold => '0s')`,
      { catalogSession: { expire_snapshots_min_retention: '0s' } },
    );
  } catch (error) {
    if (!mayNotBeShort(error)) {
      throw error;
    }
    await step.run(`ALTER TABLE ${sql()} EXECUTE expire_snapshots`);
    requireRows(
      (await step.run(selectRows(sql()))).rows,
      sample.rows,
      'After expiry',
    );
    return 'Ran with the default retention, which is longer than this table is old, so that nothing could go: a shorter one may not be set in the session here. The rows are the same';
  }
  const after = (await snapshotIds(step, sample)).length;
  if (after >= before) {
    throw new CheckFailed({
      hop: 'result',
      message: `There were ${before} snapshots before expiry and ${after} after it`,
      cause: 'Trino said that it expired snapshots, and did not.',
      remedy: "Do the table's properties or the catalog keep snapshots?",
    });
  }
  requireRows(
    (await step.run(selectRows(sql()))).rows,
    sample.rows,
    'After expiry',
  );
  return `${before} snapshots became ${after}, the rows are the same`;
}

/** The session property is not known, or not allowed. */
function mayNotBeShort(error: unknown): boolean {
  return (
    error instanceof TrinoQueryError &&
    (error.errorName === 'INVALID_SESSION_PROPERTY' ||
      (error.errorName === 'PERMISSION_DENIED' &&
        /session property/i.test(error.trinoMessage)))
  );
}

async function countFiles(step: StepRun, { sql }: LayerTable): Promise<number> {
  const { rows } = await step.run(`SELECT count(*) FROM ${sql('files')}`);
  return Number(rows[0]?.[0]);
}
