import type { FileIO, ReadOptions } from '@lakehouse-portal/table-metadata';

/** Finds out how files are read once one has to be: what is remembered of them often makes that needless. */
export class LazyFileIO implements FileIO {
  readonly #open: () => Promise<FileIO>;
  #io: Promise<FileIO> | undefined;

  constructor(open: () => Promise<FileIO>) {
    this.#open = open;
  }

  /** {@inheritDoc FileIO.read} */
  async read(location: string, options?: ReadOptions): Promise<Uint8Array> {
    this.#io ??= this.#open();
    return (await this.#io).read(location, options);
  }
}
