import type { FileIO, ReadOptions } from '@lakehouse-portal/table-metadata';

/** What of a table is usually small enough to be looked at twice without a second request. */
const DEFAULT_MAX_BYTES = 16 * 1024 * 1024;

/**
 * Remembers the whole files that were read last, up to a number of bytes: during the scan of a table its manifest list
 * and new manifests are of interest to more than one who counts.
 */
export class RecentFileIO implements FileIO {
  readonly #io: FileIO;
  readonly #maxBytes: number;
  /** The one read longest ago first. */
  readonly #files = new Map<string, Uint8Array>();
  #bytes = 0;

  constructor(io: FileIO, options: { maxBytes?: number } = {}) {
    this.#io = io;
    this.#maxBytes = options.maxBytes ?? DEFAULT_MAX_BYTES;
  }

  /** Whether reading it costs no request. */
  has(location: string): boolean {
    return this.#files.has(location);
  }

  /** {@inheritDoc FileIO.read} */
  async read(location: string, options?: ReadOptions): Promise<Uint8Array> {
    const known = this.#files.get(location);
    const isWhole = options?.range === undefined;
    if (known && isWhole && !(known.length > (options?.maxBytes ?? Infinity))) {
      // A copy: who asked may hand the bytes to another thread.
      return known.slice();
    }
    const bytes = await this.#io.read(location, options);
    if (isWhole) {
      this.#remember(location, bytes);
    }
    return bytes;
  }

  #remember(location: string, bytes: Uint8Array): void {
    if (bytes.length > this.#maxBytes / 4) {
      return;
    }
    this.#bytes += bytes.length - (this.#files.get(location)?.length ?? 0);
    this.#files.delete(location);
    this.#files.set(location, bytes.slice());
    for (const [oldest, { length }] of this.#files) {
      if (this.#bytes <= this.#maxBytes) {
        break;
      }
      this.#files.delete(oldest);
      this.#bytes -= length;
    }
  }
}
