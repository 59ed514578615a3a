import { hash } from 'node:crypto';
import { tableEntityName } from '@lakehouse-portal/plugin-lakehouse-common';
import type { TableRow } from './rows';

/** Columns that {@link identityOfRow} reads. */
export const IDENTITY_COLUMNS = [
  'lakehouse',
  'schema_name',
  'table_name',
  'entity_name',
  'kind',
  'table_uuid',
  'owner',
  'layer',
  'description',
] as const;

type IdentityRow = Pick<TableRow, (typeof IDENTITY_COLUMNS)[number]>;

/** Name of the entity of a table: as it was first called. */
export function entityNameOfRow(
  row: Pick<
    TableRow,
    'lakehouse' | 'schema_name' | 'table_name' | 'entity_name'
  >,
): string {
  return (
    row.entity_name ??
    tableEntityName({
      lakehouse: row.lakehouse,
      schema: row.schema_name,
      table: row.table_name,
    })
  );
}

/** 64 bits in hex of what the entity of a table shows. */
export function identityOfRow(row: IdentityRow): string {
  // In one call: thousands of them are made for a checksum.
  return hash(
    'sha256',
    JSON.stringify(IDENTITY_COLUMNS.map(column => row[column])),
  ).slice(0, 16);
}
