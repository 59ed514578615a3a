import type { SchemaField } from '@lakehouse-portal/table-metadata';
import { quoteIdentifier, quoteLiteral } from '../sql';
import { optionalText, textOf, type TableQueries } from './TableQueries';
import { toIcebergType, type NextId } from './toIcebergType';

/**
 * Columns of a table: names, comments and which are required from `information_schema`, exact types from an empty result.
 * Filters are equalities, or Trino would load other tables too.
 */
export async function readColumns(
  queries: TableQueries,
  nextId: NextId,
): Promise<SchemaField[]> {
  const { catalog, schema, table } = queries.name;
  const { rows } = await queries.run(
    `SELECT column_name, is_nullable, comment FROM ${quoteIdentifier(
      catalog,
    )}.information_schema.columns WHERE table_schema = ${quoteLiteral(
      schema,
    )} AND table_name = ${quoteLiteral(table)} ORDER BY ordinal_position`,
  );
  if (rows.length === 0) {
    return [];
  }
  const names = rows.map(([name]) => textOf(name));
  const { columns } = await queries.run(
    `SELECT ${names
      .map(quoteIdentifier)
      .join(', ')} FROM ${queries.inSql()} WHERE false`,
  );
  return rows.map(([, isNullable, comment], index) => ({
    id: nextId(),
    name: names[index],
    required: isNullable === 'NO',
    type: toIcebergType(columns[index].type, nextId),
    doc: optionalText(comment) || undefined,
  }));
}
