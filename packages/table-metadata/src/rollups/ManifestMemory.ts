/** Nearly all manifests fit into one: writers aim at 8 MB. What nobody has written to takes no memory of the machine. */
const PIECE_BYTES = 16 * 1024 * 1024;
/** So many manifests are read ahead by one read. */
const PIECES = 8;

/**
 * Memory for manifests that goes round: read into, scanned, and read into again. Otherwise megabytes of it would wait for
 * the garbage collector of one thread or another.
 *
 * All threads share it, so that none of it is ever handed over. With buffers that were, a scan in a thread took a tenth
 * longer: V8 compiled again what it had optimised, and took what came and went for garbage.
 *
 * It is made once and kept. V8 does not count shared memory as something to be collected: what would be made anew for each
 * read, or each length, would pile up to gigabytes.
 */
export class ManifestMemory {
  static #shared: ManifestMemory | undefined;

  /** That of this process. */
  static shared(): ManifestMemory {
    ManifestMemory.#shared ??= new ManifestMemory();
    return ManifestMemory.#shared;
  }

  readonly #pieces: Uint8Array<SharedArrayBuffer>[] = [];
  readonly #taken = new Set<Uint8Array<SharedArrayBuffer>>();

  /** Pieces that are in use. */
  get taken(): number {
    return this.#taken.size;
  }

  /**
   * A piece, the one that was made first of those that are free: the others may stay untouched.
   *
   * @param length - Bytes that are to fit; undefined where nobody knows.
   * @returns Undefined where there is none: whoever reads has to make memory of its own.
   */
  take(length: number | undefined): Uint8Array<SharedArrayBuffer> | undefined {
    if (length === undefined || length > PIECE_BYTES) return undefined;
    let piece = this.#pieces.find(candidate => !this.#taken.has(candidate));
    if (!piece) {
      if (this.#pieces.length >= PIECES) return undefined;
      piece = new Uint8Array(new SharedArrayBuffer(PIECE_BYTES));
      this.#pieces.push(piece);
    }
    this.#taken.add(piece);
    return piece;
  }

  /** Gives a piece back. Nobody may look at it any more, nor write into it. */
  give(piece: Uint8Array<SharedArrayBuffer> | undefined): void {
    if (piece) this.#taken.delete(piece);
  }
}
