/**
 * Name of a table as `TablesQuery.name` has it: `schema/table`, both percent-encoded, since names may have any character.
 * @public
 */
export function tableNameParameter(table: {
  schema: string;
  table: string;
}): string {
  return `${encodeURIComponent(table.schema)}/${encodeURIComponent(
    table.table,
  )}`;
}

/**
 * What {@link tableNameParameter} was made of; undefined for what it never writes.
 * @public
 */
export function parseTableNameParameter(
  text: string,
): { schema: string; table: string } | undefined {
  const parts = text.split('/');
  if (parts.length !== 2) {
    return undefined;
  }
  try {
    const [schema, table] = parts.map(decodeURIComponent);
    return { schema, table };
  } catch {
    // A percent sign that encodes nothing: no name was written so.
    return undefined;
  }
}
