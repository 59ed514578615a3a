import type { Knex } from 'knex';
import type { TableRow } from './rows';
import type { TableGroup } from './tableGroups';

/** Tables whose reads are predicted to take twice as long as needed are slow. */
const SLOW = 2;

interface GroupRow {
  lakehouse: string;
  schema_name: string;
  owner: string | null;
  layer: string | null;
  [sum: string]: number | string | null;
}

/** Adds up tables by lakehouse, schema, owner and layer, in the database. Of all lakehouses that were ever scanned. */
export async function listTableGroups(knex: Knex): Promise<TableGroup[]> {
  const rows = await knex<TableRow>('lakehouse_tables')
    .groupBy('lakehouse', 'schema_name', 'owner', 'layer')
    .orderBy(['lakehouse', 'schema_name', 'owner', 'layer'])
    .select<GroupRow[]>(
      'lakehouse',
      'schema_name',
      'owner',
      'layer',
      knex.raw('sum(case when unreadable is null then 1 else 0 end) as tables'),
      knex.raw('sum(case when unreadable is null then 0 else 1 end) as others'),
      ...(['healthy', 'at-risk', 'critical', 'unknown'] as const).map(
        severity =>
          knex.raw(
            'sum(case when severity = ? and unreadable is null then 1 else 0 end) as ??',
            [severity, severity],
          ),
      ),
      knex.raw('sum(case when slowdown >= ? then 1 else 0 end) as slow', [
        SLOW,
      ]),
      knex.raw('sum(size_bytes) as size_bytes'),
      knex.raw('sum(data_files) as data_files'),
      knex.raw('sum(reclaimable_bytes) as reclaimable_bytes'),
      knex.raw('sum(reclaimable_files) as reclaimable_files'),
      knex.raw(
        'sum(case when reclaimable_bytes is null and unreadable is null then 1 else 0 end) as reclaimable_unknown',
      ),
    );
  return rows.map(row => ({
    lakehouse: row.lakehouse,
    schema: row.schema_name,
    owner: row.owner ?? undefined,
    layer: row.layer ?? undefined,
    rollUp: {
      tables: Number(row.tables),
      others: Number(row.others) || undefined,
      healthy: Number(row.healthy),
      atRisk: Number(row['at-risk']),
      critical: Number(row.critical),
      unknown: Number(row.unknown),
      slow: Number(row.slow),
      sizeBytes: Number(row.size_bytes ?? 0),
      dataFiles: Number(row.data_files ?? 0),
      reclaimableBytes:
        row.reclaimable_bytes === null
          ? undefined
          : Number(row.reclaimable_bytes),
      reclaimableFiles:
        row.reclaimable_files === null
          ? undefined
          : Number(row.reclaimable_files),
      reclaimableUnknown: Number(row.reclaimable_unknown) || undefined,
    },
  }));
}
