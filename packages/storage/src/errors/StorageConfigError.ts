/**
 * The configuration of a store is wrong, or lacks something. The message says which key, and what it has to be.
 * @public
 */
export class StorageConfigError extends Error {
  /** The key concerned, for example `lakehouse.storage.stores.lake.region`. */
  readonly path?: string;

  constructor(message: string, options?: { path?: string }) {
    super(message);
    this.name = 'StorageConfigError';
    this.path = options?.path;
  }
}
