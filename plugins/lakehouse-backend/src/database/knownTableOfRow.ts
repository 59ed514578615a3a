import { fromBigInt } from './columns';
import type { TableRow } from './rows';
import type { KnownTable } from './TableStore';

/** What a scan needs to know of a table beforehand. */
export function knownTableOfRow(row: TableRow): KnownTable {
  return {
    id: row.id,
    schema: row.schema_name,
    table: row.table_name,
    tableUuid: row.table_uuid ?? undefined,
    readVersion: row.read_location ?? undefined,
    scanError: row.scan_error ?? undefined,
    incomplete: Boolean(row.incomplete),
    goneAt: fromBigInt(row.gone_at),
    judgedAt: fromBigInt(row.judged_at),
    identityKey: row.identity_key ?? undefined,
    policyKey: row.policy_key ?? undefined,
  };
}
