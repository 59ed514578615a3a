/** Larger manifests get memory of their own, which is not kept. */
const MAX_KEPT_BYTES = 16 * 1024 * 1024;
/** Manifests of a table differ a little in length: one buffer serves all that round up to the same. */
const ROUND_BYTES = 64 * 1024;
/** Free memory that is kept for the next manifests, of whatever table: what two threads have at hand. */
const MAX_FREE_BYTES = 32 * 1024 * 1024;
/** Unused for so long, it is given back to the system. */
const IDLE_MS = 5000;

/**
 * Memory for manifests that goes round: read into, scanned, and read into again. Otherwise megabytes of it would wait for
 * the garbage collector of one thread or another.
 *
 * All threads share it, so that none of it is ever handed over. With buffers that were, a scan in a thread took a tenth
 * longer: V8 compiled again what it had optimised, and took what came and went for garbage.
 */
export class ManifestBuffers {
  static #shared: ManifestBuffers | undefined;

  /** Those of this process: a read begins with what the one before has left. */
  static shared(): ManifestBuffers {
    ManifestBuffers.#shared ??= new ManifestBuffers();
    return ManifestBuffers.#shared;
  }

  #free: Array<Uint8Array<SharedArrayBuffer>> = [];
  #freeBytes = 0;
  #timer: NodeJS.Timeout | undefined;

  /** Memory that waits to be used, in bytes. */
  get freeBytes(): number {
    return this.#freeBytes;
  }

  /** A buffer for so many bytes; undefined where whoever reads shall make one. */
  take(length: number | undefined): Uint8Array<SharedArrayBuffer> | undefined {
    if (length === undefined || length > MAX_KEPT_BYTES) return undefined;
    const fitting = this.#free.findIndex(buffer => buffer.length >= length);
    if (fitting >= 0) return this.#remove(fitting);
    // In place of one that is too small: there are never more than manifests that are held at once.
    if (this.#free.length > 0) this.#remove(this.#free.length - 1);
    return sharedBytes(Math.ceil(length / ROUND_BYTES) * ROUND_BYTES);
  }

  /** Gives a buffer back. Nobody may look at it any more. */
  give(buffer: SharedArrayBuffer): void {
    if (this.#freeBytes + buffer.byteLength > MAX_FREE_BYTES) return;
    this.#free.push(new Uint8Array(buffer));
    this.#freeBytes += buffer.byteLength;
    if (this.#timer) this.#timer.refresh();
    else this.#timer = setTimeout(() => this.#release(), IDLE_MS).unref();
  }

  #remove(index: number): Uint8Array<SharedArrayBuffer> {
    const [buffer] = this.#free.splice(index, 1);
    this.#freeBytes -= buffer.length;
    return buffer;
  }

  #release(): void {
    this.#timer = undefined;
    this.#free = [];
    this.#freeBytes = 0;
  }
}

/** Bytes that every thread may read. */
export function sharedBytes(length: number): Uint8Array<SharedArrayBuffer> {
  return new Uint8Array(new SharedArrayBuffer(length));
}
