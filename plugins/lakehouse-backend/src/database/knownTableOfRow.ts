import { fromBigInt } from './columns';
import type { TableRow } from './rows';
import type { KnownOrphans, KnownTable } from './TableStore';

/** Columns that {@link knownTableOfRow} reads: of thousands of tables, the others are left where they are. */
export const KNOWN_TABLE_COLUMNS = [
  'id',
  'schema_name',
  'table_name',
  'table_uuid',
  'read_location',
  'scan_error',
  'incomplete',
  'gone_at',
  'missed_listings',
  'gone_accepted',
  'scanned_at',
  'last_commit_at',
  'judged_at',
  'identity_key',
  'policy_key',
  'kind',
  'format',
  'unreadable',
  'orphans',
] as const;

/** What a scan needs to know of a table beforehand. */
export function knownTableOfRow(
  row: Pick<TableRow, (typeof KNOWN_TABLE_COLUMNS)[number]>,
): KnownTable {
  return {
    id: row.id,
    schema: row.schema_name,
    table: row.table_name,
    tableUuid: row.table_uuid ?? undefined,
    readVersion: row.read_location ?? undefined,
    scanError: row.scan_error ?? undefined,
    incomplete: Boolean(row.incomplete),
    goneAt: fromBigInt(row.gone_at),
    missedListings: row.missed_listings,
    goneAccepted: Boolean(row.gone_accepted),
    scannedAt: fromBigInt(row.scanned_at),
    lastCommitAt: fromBigInt(row.last_commit_at),
    judgedAt: fromBigInt(row.judged_at),
    identityKey: row.identity_key ?? undefined,
    policyKey: row.policy_key ?? undefined,
    orphans: orphansOf(row.orphans),
    listing: {
      kind: row.kind,
      format: row.format,
      unreadable: row.unreadable ?? undefined,
    },
  };
}

/** Of the column `orphans`. */
export function orphansOf(text: string | null): KnownOrphans | undefined {
  return text === null ? undefined : (JSON.parse(text) as KnownOrphans);
}
