/** A quoted SQL identifier: quotes doubled, case kept. */
export function quotedIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
