import type { TableRef } from '../api';

/** Path of a table in the HTTP API. Names may have any character, so each part is encoded. */
export function tablePath(table: TableRef): string {
  const [lakehouse, schema, name] = [
    table.lakehouse,
    table.schema,
    table.table,
  ].map(encodeURIComponent);
  return `/lakehouses/${lakehouse}/schemas/${schema}/tables/${name}`;
}
