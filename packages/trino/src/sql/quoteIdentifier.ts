/** A name as SQL takes it whatever it holds: `"my ""table"""`. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Several, joined with dots: catalog, schema, table. */
export function quoteName(...parts: string[]): string {
  return parts.map(quoteIdentifier).join('.');
}
