import { MAX_BUCKETS, type PackedSizes, unpackBucket } from './PackedSizes';
import { selectRank } from './selectRank';

/**
 * Exact quantiles over many packed lists, by nearest rank: the smallest size that at least this share of all does not
 * exceed (beyond 2^53 bytes, to the precision of a double). Unpacks the buckets in which the ranks lie, and no others.
 *
 * @param shares - 0 to 1, ascending.
 * @returns A size for each share; nothing when there are no sizes at all.
 */
export function exactQuantiles(
  lists: PackedSizes[],
  shares: number[],
): number[] {
  // By bucket, plus one: the first is -1.
  const totals = new Float64Array(MAX_BUCKETS);
  let count = 0;
  for (const { buckets, counts, count: own } of lists) {
    count += own;
    for (let place = 0; place < buckets.length; place++)
      totals[buckets[place] + 1] += counts[place];
  }
  if (count === 0) return [];
  const result: number[] = [];
  let bucket = -1;
  let before = 0;
  let sizes: Float64Array | undefined;
  for (const share of shares) {
    const rank = Math.max(0, Math.ceil(share * count) - 1);
    while (rank >= before + totals[bucket + 1]) {
      before += totals[bucket + 1];
      bucket++;
      sizes = undefined;
    }
    sizes ??= sizesIn(lists, bucket, totals[bucket + 1]);
    result.push(selectRank(sizes, rank - before));
  }
  return result;
}

function sizesIn(
  lists: PackedSizes[],
  bucket: number,
  total: number,
): Float64Array {
  const sizes = new Float64Array(total);
  let end = 0;
  for (const list of lists) {
    const place = placeOf(list.buckets, bucket);
    if (place >= 0) end = unpackBucket(list, place, sizes, end);
  }
  return sizes;
}

function placeOf(buckets: Int32Array, bucket: number): number {
  let low = 0;
  let high = buckets.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    if (buckets[middle] === bucket) return middle;
    if (buckets[middle] < bucket) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
