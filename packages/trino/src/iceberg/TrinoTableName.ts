import { quoteName } from '../sql';

/** A table as Trino names it. */
export interface TrinoTableName {
  catalog: string;
  schema: string;
  table: string;
}

/** For SQL. `metadata`: one of the table's metadata tables, `snapshots` for `"orders$snapshots"`. */
export function tableInSql(
  { catalog, schema, table }: TrinoTableName,
  metadata?: string,
): string {
  return quoteName(
    catalog,
    schema,
    metadata === undefined ? table : `${table}$${metadata}`,
  );
}
