import { CheckFailed } from '../diagnosis';
import type { Skipped, StepRun } from '../run';
import { byId, requireRows, sampleRows, selectRows, valuesOf } from '../table';
import type { LayerTable } from './LayerTable';

const HALF = 12;
const ALL = 24;

/** Two inserts, so that there are two snapshots and several files in each partition. */
export async function insertRows(
  step: StepRun,
  sample: LayerTable,
): Promise<string> {
  const { sql } = sample;
  await step.run(`INSERT INTO ${sql()} ${valuesOf(sampleRows(0, HALF))}`);
  sample.rows = sampleRows(0, HALF);
  requireRows(
    (await step.run(selectRows(sql()))).rows,
    sample.rows,
    'After the first insert',
  );
  const { rows } = await step.run(
    `SELECT CAST(snapshot_id AS varchar) FROM ${sql(
      'snapshots',
    )} ORDER BY committed_at DESC LIMIT 1`,
  );
  sample.first = { rows: sample.rows, snapshotId: String(rows[0]?.[0]) };
  await step.run(`INSERT INTO ${sql()} ${valuesOf(sampleRows(HALF, ALL))}`);
  sample.rows = sampleRows(0, ALL);
  requireRows(
    (await step.run(selectRows(sql()))).rows,
    sample.rows,
    'After the second insert',
  );
  return `${ALL} rows in two commits, read back with every value the same`;
}

/** An update and a delete, which leave delete files. */
export async function changeRows(
  step: StepRun,
  sample: LayerTable,
): Promise<string> {
  const { sql } = sample;
  await step.run(
    `UPDATE ${sql()} SET note = concat('geändert ', CAST(id AS varchar)) WHERE id % 6 = 1`,
  );
  await step.run(`DELETE FROM ${sql()} WHERE id % 6 = 2`);
  const changed = sample.rows.filter(({ id }) => id % 6 === 1);
  const deleted = sample.rows.filter(({ id }) => id % 6 === 2);
  sample.rows = byId([
    ...sample.rows.filter(({ id }) => id % 6 !== 1 && id % 6 !== 2),
    ...changed.map(row => ({ ...row, note: `geändert ${row.id}` })),
  ]);
  requireRows(
    (await step.run(selectRows(sql()))).rows,
    sample.rows,
    'After update and delete',
  );
  return `${changed.length} rows changed, ${deleted.length} deleted, ${sample.rows.length} left, every value as it has to be`;
}

/** The first snapshot still has what it had. */
export async function travelBack(
  step: StepRun,
  sample: LayerTable,
): Promise<string | Skipped> {
  const { sql } = sample;
  const first = sample.first!;
  const snapshots = await snapshotIds(step, sample);
  if (!snapshots.includes(first.snapshotId)) {
    const { rows } = await step.run(
      `SELECT key FROM ${sql('properties')} WHERE key LIKE 'nessie.%'`,
    );
    if (rows.length > 0) {
      sample.keepsHistoryItself = true;
      return {
        skipped:
          'Nessie keeps the history of tables itself: their metadata has the current snapshot only',
      };
    }
    throw new CheckFailed({
      hop: 'catalog',
      message: `The first snapshot, ${first.snapshotId}, is not among the ${snapshots.length} that the table has`,
      cause: 'Something expired it already, or the catalog loses history.',
      remedy:
        "Look at the maintenance jobs that work on this schema, and at the catalog's settings.",
    });
  }
  const { rows } = await step.run(
    selectRows(sql(), ` FOR VERSION AS OF ${first.snapshotId}`),
  );
  requireRows(rows, first.rows, `In snapshot ${first.snapshotId}`);
  return `Snapshot ${first.snapshotId} of ${snapshots.length} still has its ${first.rows.length} rows`;
}

/** Ids of the snapshots that the table's metadata has. */
export async function snapshotIds(
  step: StepRun,
  { sql }: LayerTable,
): Promise<string[]> {
  const { rows } = await step.run(
    `SELECT CAST(snapshot_id AS varchar) FROM ${sql('snapshots')}`,
  );
  return rows.map(([id]) => String(id));
}
