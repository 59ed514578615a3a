/** Numbers, whole numbers of any size, or texts: all of one list, and of those that it is compared with, are alike. */
export type Bound = number | bigint | string;
type Bounds = Float64Array | Bound[];

/**
 * Share of the files whose bounds include a point, averaged over all distinct bounds as points. Points are taken by
 * rank and not by value, so that one file with an absurd bound does not make the rest look well ordered, and strings
 * can be judged like numbers.
 *
 * @param lower - Lower bounds, at least one.
 * @param upper - Upper bounds; each is at least the lower bound of the same file, in whatever order.
 */
export function filesPerPoint(lower: Bounds, upper: Bounds): number {
  return filesPerSortedPoint(sortBounds(lower), sortBounds(upper));
}

/** As {@link filesPerPoint}, of bounds that are in order already. */
export function filesPerSortedPoint(
  starts: ArrayLike<Bound>,
  ends: ArrayLike<Bound>,
): number {
  let points = 0;
  let covered = 0;
  let open = 0;
  let start = 0;
  let end = 0;
  // A file is open from the point that is its lower bound to the one that is its upper bound, both included.
  while (end < ends.length) {
    const point =
      start < starts.length && starts[start] < ends[end]
        ? starts[start]
        : ends[end];
    while (start < starts.length && starts[start] === point) {
      start++;
      open++;
    }
    points++;
    covered += open;
    while (end < ends.length && ends[end] === point) {
      end++;
      open--;
    }
  }
  return covered / (points * starts.length);
}

/** A sorted copy. */
export function sortBounds(bounds: Bounds): ArrayLike<Bound> {
  if (bounds instanceof Float64Array) return bounds.slice().sort();
  const isNumeric = bounds.every(bound => typeof bound === 'number');
  if (isNumeric) return new Float64Array(bounds as number[]).sort();
  // Texts mostly repeat, as the values of a partition do: each is compared once, however often it comes.
  const counts = new Map<Bound, number>();
  for (const bound of bounds) counts.set(bound, (counts.get(bound) ?? 0) + 1);
  const result: Bound[] = [];
  for (const bound of [...counts.keys()].sort(compare))
    for (let times = counts.get(bound) ?? 0; times > 0; times--)
      result.push(bound);
  return result;
}

/** What sorting does by itself would take numbers for texts. */
function compare(a: Bound, b: Bound): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
