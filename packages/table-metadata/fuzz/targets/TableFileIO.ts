import {
  LimitExceededError,
  type ListingFileIO,
  LocationNotAllowedError,
  MissingFileError,
  type ReadOptions,
} from '../../src';

/**
 * The files of one table in memory. Like every FileIO of the reader it refuses what lies elsewhere; and it counts, so
 * that reading the same file again and again is noticed.
 */
export class TableFileIO implements ListingFileIO {
  readonly location: string;
  reads = 0;
  readonly #files: ReadonlyMap<string, Uint8Array>;

  constructor(files: ReadonlyMap<string, Uint8Array>) {
    this.#files = files;
    this.location = Buffer.from(files.get('@location') ?? []).toString();
  }

  async read(location: string, options: ReadOptions = {}): Promise<Uint8Array> {
    this.reads++;
    const bytes = this.#files.get(this.#nameOf(location));
    if (!bytes)
      throw new MissingFileError(`There is no ${location}`, { location });
    const offset = options.range?.offset ?? 0;
    const part = bytes.subarray(
      offset,
      offset + (options.range?.length ?? bytes.length),
    );
    if (options.maxBytes !== undefined && part.length > options.maxBytes)
      throw new LimitExceededError(`${location} is too large`, { location });
    // A copy: that nobody changes what another one reads.
    const { into } = options;
    if (!into || into.length < part.length) return part.slice();
    into.set(part);
    return into.subarray(0, part.length);
  }

  async list(
    location: string,
  ): Promise<Array<{ location: string; sizeBytes: number }>> {
    const folder = this.#nameOf(`${location}/`);
    const result = [];
    for (const [name, bytes] of this.#files) {
      const rest =
        name.startsWith(folder) && !name.startsWith('@')
          ? name.slice(folder.length)
          : '/';
      if (!rest.includes('/'))
        result.push({
          location: `${location}/${rest}`,
          sizeBytes: bytes.length,
        });
    }
    return result;
  }

  #nameOf(location: string): string {
    const path = withoutScheme(location);
    const base = `${withoutScheme(this.location)}/`;
    if (!path.startsWith(base) || path.split('/').includes('..'))
      throw new LocationNotAllowedError(
        `${location} is outside the folders that may be read`,
        { location },
      );
    return path.slice(base.length);
  }
}

function withoutScheme(location: string): string {
  return location.replace(/^file:(?:\/\/)?(?=\/)/, '');
}
