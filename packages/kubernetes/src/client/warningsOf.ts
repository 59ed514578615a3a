/** The texts of a `Warning` header: `299 - "would violate PodSecurity …", 299 - "…"`. */
export function warningsOf(header: string | undefined): string[] {
  if (header === undefined) return [];
  return [...header.matchAll(/\d{3} \S+ "((?:[^"\\]|\\.)*)"/g)].map(
    ([, text]) => text.replace(/\\(.)/g, '$1'),
  );
}
