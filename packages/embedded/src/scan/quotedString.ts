/** A SQL string literal: quotes doubled, nothing else is special in DuckDB. */
export function quotedString(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
