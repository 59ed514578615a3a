/** A text as a literal of SQL. Trino knows no escapes in ordinary literals but the doubled quote. */
export function quoteLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
