import type { FileStatistics, SizeBucket } from '../model';

/** Sizes of data files: histogram and exact quantiles. */
export class FileSizeDistribution {
  readonly #sizes: number[] = [];
  readonly #buckets = new Map<number, { count: number; sizeBytes: bigint }>();
  #min: bigint | undefined;
  #max: bigint | undefined;

  add(sizeBytes: bigint): void {
    this.#sizes.push(Number(sizeBytes));
    if (this.#min === undefined || sizeBytes < this.#min) this.#min = sizeBytes;
    if (this.#max === undefined || sizeBytes > this.#max) this.#max = sizeBytes;
    const index = bucketOf(sizeBytes);
    const bucket = this.#buckets.get(index);
    if (bucket) {
      bucket.count++;
      bucket.sizeBytes += sizeBytes;
    } else {
      this.#buckets.set(index, { count: 1, sizeBytes });
    }
  }

  summary(): Pick<
    FileStatistics,
    'minFileBytes' | 'maxFileBytes' | 'fileSizeQuantiles' | 'histogram'
  > {
    return {
      minFileBytes: this.#min,
      maxFileBytes: this.#max,
      fileSizeQuantiles: this.#quantiles(),
      histogram: this.#histogram(),
    };
  }

  /** Nearest rank: the smallest size that at least this share of the files does not exceed. */
  #quantiles(): FileStatistics['fileSizeQuantiles'] {
    if (this.#sizes.length === 0) return undefined;
    const sorted = new Float64Array(this.#sizes).sort();
    const at = (share: number): bigint =>
      BigInt(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]);
    return { p10: at(0.1), p50: at(0.5), p90: at(0.9) };
  }

  #histogram(): SizeBucket[] {
    if (this.#buckets.size === 0) return [];
    const indexes = [...this.#buckets.keys()];
    const buckets: SizeBucket[] = [];
    for (
      let index = Math.min(...indexes);
      index <= Math.max(...indexes);
      index++
    ) {
      const { count, sizeBytes } = this.#buckets.get(index) ?? {
        count: 0,
        sizeBytes: 0n,
      };
      buckets.push({
        minBytes: index === 0 ? 0n : 1n << BigInt(index - 1),
        maxBytes: 1n << BigInt(index),
        count,
        sizeBytes,
      });
    }
    return buckets;
  }
}

/** 0 for [0, 1), then 1 for [1, 2), 2 for [2, 4), 3 for [4, 8) … */
function bucketOf(sizeBytes: bigint): number {
  if (sizeBytes <= 0n) return 0;
  const high = Number(sizeBytes >> 32n);
  if (high > 0) return 64 - Math.clz32(high);
  return 32 - Math.clz32(Number(sizeBytes));
}
