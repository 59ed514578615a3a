import type { FileIO, ReadOptions } from './FileIO';
import { type LocationRewrite, rewriteLocation } from './rewriteLocation';

/**
 * Reads a table whose files were moved: prefixes of locations are mapped before reading.
 * @public
 */
export class RewritingFileIO implements FileIO {
  readonly #io: FileIO;
  readonly #rewrites: LocationRewrite[];

  constructor(io: FileIO, rewrites: LocationRewrite[]) {
    this.#io = io;
    this.#rewrites = rewrites;
  }

  /** {@inheritDoc FileIO.read} */
  async read(location: string, options?: ReadOptions): Promise<Uint8Array> {
    return this.#io.read(rewriteLocation(location, this.#rewrites), options);
  }
}
