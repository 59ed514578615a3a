import {
  LimitExceededError,
  type ReadOptions,
} from '@lakehouse-portal/table-metadata';
import {
  redactLocation,
  type StoreLocation,
  type Warehouses,
} from '../locations';
import type { FolderContent } from '../FolderFileIO';
import { AttemptClock } from './AttemptClock';
import { failureOfError } from './failureOfError';
import type { ListedPage, ObjectStore } from './ObjectStore';
import { readObject } from './readObject';
import type { RequestOptions, RequestPolicy } from './RequestOptions';
import { requestPolicy } from './requestPolicy';
import { StoreFailure } from './StoreFailure';
import { withRetries } from './withRetries';

/** A file as `ListingFileIO.list` gives it. */
export interface ListedFile {
  location: string;
  sizeBytes: number;
  modifiedMs?: number;
}

/** @public */
export interface ListOptions {
  /** Files and folders, at most; 1,000,000 when left out. */
  maxEntries?: number;
  signal?: AbortSignal;
}

const MAX_LISTED = 1_000_000;
const MAX_PAGES = 10_000;

/**
 * What all stores have in common: which locations may be read, retries, limits of time and size, paging.
 */
export class ObjectReader {
  readonly #store: ObjectStore;
  readonly #warehouses: Warehouses;
  readonly #policy: RequestPolicy;

  constructor(
    store: ObjectStore,
    warehouses: Warehouses,
    options: RequestOptions | undefined,
  ) {
    this.#store = store;
    this.#warehouses = warehouses;
    this.#policy = requestPolicy(options);
  }

  async read(location: string, options: ReadOptions = {}): Promise<Uint8Array> {
    options.signal?.throwIfAborted();
    const place = this.#warehouses.require(location);
    requireRange(options.range);
    return withRetries(location, this.#policy, options.signal, () =>
      readObject(this.#store, place, options, this.#policy),
    );
  }

  async listFolder(
    location: string,
    options: ListOptions = {},
  ): Promise<FolderContent> {
    const { signal, maxEntries = MAX_LISTED } = options;
    signal?.throwIfAborted();
    const place = this.#warehouses.require(location);
    const folder = { ...place, path: place.path.replace(/\/+$/, '') };
    const prefix = folder.path === '' ? '' : `${folder.path}/`;
    const base = location.replace(/\/+$/, '');
    const nameOf = (key: string): string =>
      key.startsWith(prefix) ? key.slice(prefix.length) : '';
    const files: ListedFile[] = [];
    const folders: string[] = [];
    let token: string | undefined;
    for (let pages = 1; ; pages++) {
      const page = await this.#listPage(folder, token, signal);
      for (const { key, ...details } of page.objects) {
        const name = nameOf(key);
        // Some tools mark a folder by an empty object of its name.
        if (name !== '' && !name.includes('/'))
          files.push({ location: `${base}/${name}`, ...details });
      }
      for (const key of page.folders) {
        const name = nameOf(key).replace(/\/$/, '');
        if (name !== '' && !name.includes('/')) folders.push(`${base}/${name}`);
      }
      const entries = files.length + folders.length;
      if (entries > maxEntries) throw tooMany(location, entries, pages);
      if (page.token === undefined) return { files, folders };
      if (pages >= MAX_PAGES || page.token === token)
        throw tooMany(location, entries, pages);
      token = page.token;
    }
  }

  async #listPage(
    folder: StoreLocation,
    token: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<ListedPage> {
    return withRetries(folder.location, this.#policy, signal, async () => {
      const clock = new AttemptClock(this.#policy, signal);
      try {
        return await clock.race(this.#askPage(folder, token, clock.signal));
      } catch (error) {
        signal?.throwIfAborted();
        throw failureOfError(error);
      } finally {
        clock.stop();
      }
    });
  }

  async #askPage(
    folder: StoreLocation,
    token: string | undefined,
    signal: AbortSignal,
  ): Promise<ListedPage> {
    if (this.#store.list) return this.#store.list(folder, { token, signal });
    throw new StoreFailure('permanent', 'this kind of store lists no folders');
  }
}

function tooMany(
  location: string,
  entries: number,
  pages: number,
): LimitExceededError {
  const shown = redactLocation(location);
  return new LimitExceededError(
    `${shown} has more than can be listed: ${entries} files and folders on ${pages} pages so far`,
    { location: shown },
  );
}

function requireRange(range: ReadOptions['range']): void {
  if (range === undefined) return;
  const { offset, length } = range;
  if (
    !Number.isSafeInteger(offset) ||
    !Number.isSafeInteger(length) ||
    offset < 0 ||
    length < 0 ||
    !Number.isSafeInteger(offset + length)
  )
    throw new RangeError(
      `A range has an offset and a length from 0 on, not ${offset} and ${length}`,
    );
}
