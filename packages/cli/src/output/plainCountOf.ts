/**
 * A count with its noun, as `countOf` writes it below ten million: `1 object`, `1,204 objects`. It needs nothing of the
 * packages that read tables, which take longer to load than a lakehouse takes to render.
 */
export function plainCountOf(count: number, singular: string): string {
  return `${count.toLocaleString('en-GB')} ${singular}${
    count === 1 ? '' : 's'
  }`;
}
