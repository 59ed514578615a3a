import type {
  RunsPage,
  RunsQuery,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type { Knex } from 'knex';
import type { RunRow } from './maintenanceRows';
import { readRunsCursor, writeRunsCursor } from './RunsCursor';
import { runSummaryOfRow, type UnitCounts } from './storedRunOfRow';

const DEFAULT_LIMIT = 50;

/** Everything but the plan, which is large. */
const COLUMNS = [
  'id',
  'lakehouse',
  'schema_name',
  'table_name',
  'state',
  'title',
  'operations',
  'awaiting',
  'created_at',
  'created_by',
  'started_at',
  'finished_at',
  'reason',
  'score_before',
  'score_after',
  'content_changed',
  'rollback',
  'waiting',
  'batch_id',
] as const;

/** A page of the runs of some lakehouses, newest first. */
export async function listRuns(
  knex: Knex,
  query: RunsQuery,
  lakehouses: readonly string[],
  countUnits: (ids: string[]) => Promise<Map<string, UnitCounts>>,
): Promise<RunsPage> {
  const limit = query.limit ?? DEFAULT_LIMIT;
  const rows = (await knex<RunRow>('lakehouse_maintenance_runs')
    .select(...COLUMNS)
    .whereIn('lakehouse', lakehouses)
    .where(filter => {
      if (query.lakehouse !== undefined) {
        filter.where('lakehouse', query.lakehouse);
      }
      if (query.schema !== undefined) {
        filter.where('schema_name', query.schema);
      }
      if (query.table !== undefined) {
        filter.where('table_name', query.table);
      }
      if (query.batch !== undefined) {
        filter.where('batch_id', query.batch);
      }
      if (query.state?.length) {
        filter.whereIn('state', query.state);
      }
      if (query.cursor !== undefined) {
        const { createdAt, id } = readRunsCursor(query, query.cursor);
        filter.where(after =>
          after
            .where('created_at', '<', createdAt)
            .orWhere(same =>
              same.where('created_at', createdAt).where('id', '<', id),
            ),
        );
      }
    })
    .orderBy([
      { column: 'created_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(limit + 1)) as RunRow[];
  const page = rows.slice(0, limit);
  const counts = await countUnits(page.map(row => row.id));
  const last = page.at(-1);
  return {
    items: page.map(row => runSummaryOfRow(row, counts.get(row.id) ?? {})),
    ...(rows.length > limit &&
      last && {
        nextCursor: writeRunsCursor(query, {
          createdAt: Number(last.created_at),
          id: last.id,
        }),
      }),
  };
}
