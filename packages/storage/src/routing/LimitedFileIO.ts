import {
  type FileIO,
  FileReadError,
  type ListingFileIO,
  type ReadOptions,
} from '@lakehouse-portal/table-metadata';
import { StorageConfigError } from '../errors';
import type { FolderContent, FolderFileIO } from '../FolderFileIO';
import type { ListedFile, ListOptions } from '../requests/ObjectReader';
import { Turns } from './Turns';

/**
 * Bounds how many reads and listings are under way at once below it; the others wait for their turn, in order. Whoever
 * gives up leaves the queue.
 * @public
 */
export class LimitedFileIO implements FolderFileIO {
  readonly #io: FileIO | ListingFileIO | FolderFileIO;
  readonly #turns: Turns;

  /**
   * @param concurrency - From 1 to 1,024; or turns that it shares with others.
   * @throws StorageConfigError
   */
  constructor(
    io: FileIO | ListingFileIO | FolderFileIO,
    concurrency: number | Turns,
  ) {
    this.#io = io;
    if (concurrency instanceof Turns) {
      this.#turns = concurrency;
      return;
    }
    if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > 1024)
      throw new StorageConfigError(
        `concurrency has to be a whole number from 1 to 1024, not ${concurrency}`,
        { path: 'concurrency' },
      );
    this.#turns = new Turns(concurrency);
  }

  /** {@inheritDoc @lakehouse-portal/table-metadata#FileIO.read} */
  async read(location: string, options?: ReadOptions): Promise<Uint8Array> {
    return this.#turns.take(options?.signal, () =>
      this.#io.read(location, options),
    );
  }

  /** {@inheritDoc @lakehouse-portal/table-metadata#ListingFileIO.list} */
  async list(
    location: string,
    options?: { signal?: AbortSignal },
  ): Promise<ListedFile[]> {
    const io = this.#io;
    if (!('list' in io))
      throw new FileReadError(`${location} cannot be listed`, { location });
    return this.#turns.take(options?.signal, () => io.list(location, options));
  }

  /** {@inheritDoc FolderFileIO.listFolder} */
  async listFolder(
    location: string,
    options?: ListOptions,
  ): Promise<FolderContent> {
    const io = this.#io;
    if (!('listFolder' in io))
      throw new FileReadError(`${location} cannot be listed`, { location });
    return this.#turns.take(options?.signal, () =>
      io.listFolder(location, options),
    );
  }
}
