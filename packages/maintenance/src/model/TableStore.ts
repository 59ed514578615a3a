import type { FileIO, TableMetadata } from '@lakehouse-portal/table-metadata';

/**
 * A table and the store that its files lie in, as they are reached without the engine.
 * @public
 */
export interface TableStore {
  /** The table as its metadata is now. @throws what reading it throws. */
  open(options?: { signal?: AbortSignal }): Promise<OpenTable>;
}

/** @public */
export interface OpenTable {
  metadata: TableMetadata;
  /** Reads its files, with what the catalog lent for them where it lends; lists folders where the store does. */
  fileIO: FileIO & Partial<FolderListing>;
}

/** @public */
export interface FolderListing {
  /**
   * Files and folders directly inside `location`, by full locations; sizes in bytes, times in milliseconds since the epoch.
   * An absent folder is empty.
   */
  listFolder(
    location: string,
    options?: { maxEntries?: number; signal?: AbortSignal },
  ): Promise<{
    files: Array<{
      location: string;
      sizeBytes: number;
      modifiedMs?: number;
    }>;
    folders: string[];
  }>;
}
