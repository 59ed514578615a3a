/** Text as both databases take it: PostgreSQL refuses zero bytes, which hostile metadata may hold. */
export function storableText(text: string): string {
  return text.replaceAll('\0', '');
}
