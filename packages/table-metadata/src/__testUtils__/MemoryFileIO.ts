import { MissingFileError, LimitExceededError } from '../errors';
import type { ListingFileIO, ReadOptions } from '../io';

/** Files in memory, for tests. */
export class MemoryFileIO implements ListingFileIO {
  readonly files = new Map<string, Uint8Array>();

  put(location: string, content: Uint8Array | string): this {
    this.files.set(
      location,
      typeof content === 'string' ? new TextEncoder().encode(content) : content,
    );
    return this;
  }

  async read(location: string, options: ReadOptions = {}): Promise<Uint8Array> {
    const bytes = this.files.get(location);
    if (!bytes)
      throw new MissingFileError(`There is no ${location}`, { location });
    if (options.maxBytes !== undefined && bytes.length > options.maxBytes)
      throw new LimitExceededError(`${location} is too large`, { location });
    const { offset, length } = options.range ?? {
      offset: 0,
      length: bytes.length,
    };
    return bytes.slice(offset, offset + length);
  }

  async list(
    location: string,
  ): Promise<Array<{ location: string; sizeBytes: number }>> {
    const prefix = `${location}/`;
    return [...this.files]
      .filter(
        ([name]) =>
          name.startsWith(prefix) && !name.slice(prefix.length).includes('/'),
      )
      .map(([name, bytes]) => ({ location: name, sizeBytes: bytes.length }));
  }
}
