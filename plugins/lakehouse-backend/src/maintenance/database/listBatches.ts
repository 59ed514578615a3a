import type {
  BatchesPage,
  BatchesQuery,
  BatchSummary,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type { Knex } from 'knex';
import type { BigIntColumn } from '../../database/rows';
import { isoTime } from '../../isoTime';
import { readRunsCursor, writeRunsCursor } from './RunsCursor';

const DEFAULT_LIMIT = 10;

interface BatchRow {
  batch_id: string;
  first_at: BigIntColumn;
  created_by: string;
}

/** A page of the batches of which some lakehouses have runs, newest first. */
export async function listBatches(
  knex: Knex,
  query: BatchesQuery,
  lakehouses: readonly string[],
): Promise<BatchesPage> {
  const limit = query.limit ?? DEFAULT_LIMIT;
  // So that a cursor of a list of runs is none of batches.
  const question = { lakehouse: query.lakehouse, batch: 'all of them' };
  const shown = lakehouses.filter(
    name => query.lakehouse === undefined || name === query.lakehouse,
  );
  const batches = knex('lakehouse_maintenance_runs')
    .select('batch_id')
    .min({ first_at: 'created_at', created_by: 'created_by' })
    .whereNotNull('batch_id')
    .whereIn('lakehouse', shown)
    .groupBy('batch_id')
    .orderBy([
      { column: 'first_at', order: 'desc' },
      { column: 'batch_id', order: 'desc' },
    ])
    .limit(limit + 1);
  if (query.cursor !== undefined) {
    const { createdAt, id } = readRunsCursor(question, query.cursor);
    batches.havingRaw(
      'min(created_at) < ? or (min(created_at) = ? and batch_id < ?)',
      [createdAt, createdAt, id],
    );
  }
  const rows = (await batches) as BatchRow[];
  const page = rows.slice(0, limit);
  const states = await countStates(
    knex,
    page.map(row => row.batch_id),
    shown,
  );
  const last = page.at(-1);
  return {
    items: page.map(row => {
      const counts = states.get(row.batch_id) ?? {};
      return {
        batch: row.batch_id,
        createdAt: isoTime(Number(row.first_at)),
        createdBy: row.created_by,
        runs: Object.values(counts).reduce((sum, count) => sum + count, 0),
        states: counts,
      };
    }),
    ...(rows.length > limit &&
      last && {
        nextCursor: writeRunsCursor(question, {
          createdAt: Number(last.first_at),
          id: last.batch_id,
        }),
      }),
  };
}

/** How many runs of each batch are in which state. What was rolled back is not done any more. */
async function countStates(
  knex: Knex,
  batches: string[],
  lakehouses: readonly string[],
): Promise<Map<string, BatchSummary['states']>> {
  const rows = (await knex('lakehouse_maintenance_runs')
    .select('batch_id', 'state')
    .count({ runs: '*', rolled_back: 'rollback' })
    .whereIn('batch_id', batches)
    .whereIn('lakehouse', lakehouses)
    .groupBy('batch_id', 'state')) as Array<{
    batch_id: string;
    state: keyof BatchSummary['states'];
    runs: number | string;
    rolled_back: number | string;
  }>;
  const states = new Map<string, BatchSummary['states']>();
  for (const row of rows) {
    const rolledBack = Number(row.rolled_back);
    const others = Number(row.runs) - rolledBack;
    const counts = { ...states.get(row.batch_id) };
    if (others > 0) {
      counts[row.state] = others;
    }
    if (rolledBack > 0) {
      counts.rolledBack = (counts.rolledBack ?? 0) + rolledBack;
    }
    states.set(row.batch_id, counts);
  }
  return states;
}
