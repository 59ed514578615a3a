/** What begins an object, as people write it; the rest by name. */
const FIRST = ['apiVersion', 'kind', 'metadata', 'name', 'namespace'];

/** A copy whose keys are in an order that does not depend on how it was made, without what is undefined. */
export function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, child]) => child !== undefined)
      .sort(([one], [other]) => compare(one, other))
      .map(([key, child]) => [key, sortKeys(child)]),
  );
}

function compare(one: string, other: string): number {
  const [first, second] = [FIRST.indexOf(one), FIRST.indexOf(other)];
  if (first >= 0 || second >= 0)
    return (
      (first < 0 ? FIRST.length : first) - (second < 0 ? FIRST.length : second)
    );
  return one < other ? -1 : Number(one > other);
}
