import type { FileIO, ReadOptions } from './FileIO';

/**
 * Counts what is read: for tests and measurements.
 * @public
 */
export class CountingFileIO implements FileIO {
  /** Reads by location, the failed ones too. */
  readonly reads = new Map<string, number>();
  bytesRead = 0;
  readonly #io: FileIO;

  constructor(io: FileIO) {
    this.#io = io;
  }

  /** Number of reads of all locations. */
  get readCount(): number {
    let count = 0;
    for (const reads of this.reads.values()) count += reads;
    return count;
  }

  /** {@inheritDoc FileIO.read} */
  async read(location: string, options?: ReadOptions): Promise<Uint8Array> {
    this.reads.set(location, (this.reads.get(location) ?? 0) + 1);
    const bytes = await this.#io.read(location, options);
    this.bytesRead += bytes.length;
    return bytes;
  }
}
