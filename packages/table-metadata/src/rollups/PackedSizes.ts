import { sortWhole } from './sortWhole';

/** Buckets for each doubling of the size: few sizes need to be unpacked and sorted for a quantile. */
const BUCKETS_PER_OCTAVE = 64;
/** Of sizes of 64 bits, and one for 0. */
export const MAX_BUCKETS = 64 * BUCKETS_PER_OCTAVE + 2;

/**
 * Sizes of files, sorted and packed: the difference to the one before as a varint, some 2 bytes for each file. Buckets
 * say where to start, so that an exact quantile unpacks only the sizes near it.
 */
export interface PackedSizes {
  count: number;
  /** Numbers of the buckets that are not empty, ascending. */
  buckets: Int32Array;
  /** By bucket: files in it, and where its first size starts in `bytes`. */
  counts: Uint32Array;
  starts: Uint32Array;
  /** In each bucket, the first size as it is, then differences. */
  bytes: Uint8Array;
}

/** The bucket of a size: about 1 % wide. 0 has one of its own. */
export function sizeBucket(size: number): number {
  if (size < 1) return -1;
  // log2 of neighbours may round alike, but never in the wrong order.
  return Math.floor(Math.log2(size) * BUCKETS_PER_OCTAVE);
}

/** Packs sizes. @param unsorted - Whole, not negative. */
export function packSizes(unsorted: Float64Array): PackedSizes {
  const sizes = sortWhole(unsorted);
  const buckets: number[] = [];
  const counts: number[] = [];
  const starts: number[] = [];
  let bytes = new Uint8Array(sizes.length * 4 + 16);
  let end = 0;
  let previous = 0;
  let limit = Number.NEGATIVE_INFINITY;
  for (const size of sizes) {
    if (size >= limit) {
      const bucket = sizeBucket(size);
      if (buckets.length === 0 || bucket !== buckets[buckets.length - 1]) {
        buckets.push(bucket);
        counts.push(0);
        starts.push(end);
        previous = 0;
      }
      // A cautious lower limit of the next bucket: below it, the logarithm need not be asked again.
      limit =
        bucket < 0
          ? 1
          : Math.floor(2 ** ((bucket + 1) / BUCKETS_PER_OCTAVE) * 0.999);
      if (limit <= size) limit = size + 1;
    }
    counts[counts.length - 1]++;
    if (end + 10 > bytes.length) {
      const larger = new Uint8Array(bytes.length * 2);
      larger.set(bytes);
      bytes = larger;
    }
    end = writeVarint(bytes, end, size - previous);
    previous = size;
  }
  return {
    count: sizes.length,
    buckets: Int32Array.from(buckets),
    counts: Uint32Array.from(counts),
    starts: Uint32Array.from(starts),
    bytes: bytes.slice(0, end),
  };
}

/** Unpacks the sizes of one bucket, by its place in `buckets`, into `out` from `offset`. Returns where they end there. */
export function unpackBucket(
  sizes: PackedSizes,
  place: number,
  out: Float64Array,
  offset: number,
): number {
  const { bytes } = sizes;
  let at = sizes.starts[place];
  let value = 0;
  const end = offset + sizes.counts[place];
  for (let index = offset; index < end; index++) {
    let factor = 1;
    for (;;) {
      const byte = bytes[at++];
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) break;
      factor *= 128;
    }
    out[index] = value;
  }
  return end;
}

function writeVarint(bytes: Uint8Array, at: number, value: number): number {
  let position = at;
  let rest = value;
  while (rest >= 128) {
    bytes[position++] = rest % 128 | 0x80;
    rest = Math.floor(rest / 128);
  }
  bytes[position++] = rest;
  return position;
}
