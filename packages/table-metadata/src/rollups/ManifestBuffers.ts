/** Larger manifests get memory of their own, which is not kept. */
const MAX_KEPT_BYTES = 16 * 1024 * 1024;
/** Manifests of a table differ a little in length: one buffer serves all that round up to the same. */
const ROUND_BYTES = 64 * 1024;

/**
 * Memory for manifests that goes round: read into, scanned, and read into again. Otherwise megabytes of it would wait for
 * the garbage collector of one thread or another.
 */
export class ManifestBuffers {
  readonly #free: Array<Uint8Array<ArrayBuffer>> = [];

  /** A buffer for so many bytes; undefined where whoever reads shall make one. */
  take(length: number | undefined): Uint8Array<ArrayBuffer> | undefined {
    if (length === undefined || length > MAX_KEPT_BYTES) return undefined;
    const fitting = this.#free.findIndex(buffer => buffer.length >= length);
    if (fitting >= 0) return this.#free.splice(fitting, 1)[0];
    // In place of one that is too small: there are never more than manifests that are held at once.
    this.#free.pop();
    return new Uint8Array(Math.ceil(length / ROUND_BYTES) * ROUND_BYTES);
  }

  /** Gives a buffer back. Nobody may look at it any more. */
  give(buffer: ArrayBuffer): void {
    this.#free.push(new Uint8Array(buffer));
  }
}
