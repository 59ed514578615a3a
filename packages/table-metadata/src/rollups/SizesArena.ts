import type { PackedSizes } from './PackedSizes';

/** Bytes of the first piece; each of the next is twice as large, up to the largest. */
const FIRST_PIECE_BYTES = 32 * 1024;
const LARGEST_PIECE_BYTES = 1024 * 1024;

/**
 * Keeps packed sizes of many manifests side by side. Each in memory of its own, between buffers that come and go, they
 * would keep several times their size from being given back.
 */
export class SizesArena {
  #piece = new ArrayBuffer(0);
  #used = 0;
  #nextBytes = FIRST_PIECE_BYTES;
  #bytes = 0;

  /** Memory that it takes, in bytes. */
  get sizeBytes(): number {
    return this.#bytes;
  }

  /** A copy that lies in the arena. */
  keep({ count, buckets, counts, starts, bytes }: PackedSizes): PackedSizes {
    const places = buckets.length;
    const start = this.#reserve(places * 12 + bytes.length);
    const copy: PackedSizes = {
      count,
      buckets: new Int32Array(this.#piece, start, places),
      counts: new Uint32Array(this.#piece, start + places * 4, places),
      starts: new Uint32Array(this.#piece, start + places * 8, places),
      bytes: new Uint8Array(this.#piece, start + places * 12, bytes.length),
    };
    copy.buckets.set(buckets);
    copy.counts.set(counts);
    copy.starts.set(starts);
    copy.bytes.set(bytes);
    return copy;
  }

  /** Where room for so many bytes starts: at a multiple of 4. */
  #reserve(length: number): number {
    const padded = Math.ceil(length / 4) * 4;
    if (this.#used + padded > this.#piece.byteLength) {
      this.#piece = new ArrayBuffer(Math.max(this.#nextBytes, padded));
      this.#nextBytes = Math.min(LARGEST_PIECE_BYTES, this.#nextBytes * 2);
      this.#used = 0;
      this.#bytes += this.#piece.byteLength;
    }
    const start = this.#used;
    this.#used += padded;
    return start;
  }
}
