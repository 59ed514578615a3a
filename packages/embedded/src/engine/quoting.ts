/** A name in SQL. */
export function quotedIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text in SQL. */
export function quotedString(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A path of names in SQL: `"a"."b"`. */
export function quotedPath(names: string[]): string {
  return names.map(quotedIdentifier).join('.');
}
