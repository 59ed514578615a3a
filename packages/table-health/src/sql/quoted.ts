import type { TableName } from '../model';

/** A string in Trino's SQL. */
export function trinoString(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** An identifier in Trino's SQL. */
export function trinoIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A table in Trino, which has one level of schemas: nested namespaces are written with dots. */
export function trinoTable({ catalog, namespace, table }: TableName): string {
  const parts = [
    ...(catalog === undefined ? [] : [catalog]),
    namespace.join('.'),
    table,
  ];
  return parts.map(trinoIdentifier).join('.');
}

/** A string in Spark's SQL, where the backslash escapes. */
export function sparkString(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** An identifier in Spark's SQL. */
export function sparkIdentifier(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

/** A table in Spark. */
export function sparkTable({ catalog, namespace, table }: TableName): string {
  return [...(catalog === undefined ? [] : [catalog]), ...namespace, table]
    .map(sparkIdentifier)
    .join('.');
}

/** Call of a procedure of Iceberg's for a table; the session's catalog, if no other is named. */
export function sparkCall(
  procedure: string,
  name: TableName,
  options: Record<string, string> = {},
): string {
  const { catalog, namespace, table } = name;
  const target = sparkString(sparkTable({ namespace, table }));
  const list = Object.entries({ table: target, ...options }).map(
    ([key, value]) => `${key} => ${value}`,
  );
  return `CALL ${
    catalog === undefined ? '' : `${sparkIdentifier(catalog)}.`
  }system.${procedure}(${list.join(', ')})`;
}
