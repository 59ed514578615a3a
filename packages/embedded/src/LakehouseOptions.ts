/**
 * Where a lakehouse lies, and how it works.
 * @public
 */
export interface LakehouseOptions {
  /** Folder on the local disk; made when it is not there. Holds `catalog.db` and `warehouse/`. */
  directory: string;
  /**
   * Name of the catalog, as its rows and other engines say it. When left out, that of an existing lakehouse, else `lakehouse`.
   */
  name?: string;
  /** More folders (absolute paths) whose tables this lakehouse may read and write, for tables that other engines put elsewhere. */
  additionalRoots?: string[];
  /** Clock for timestamps of snapshots and metadata, milliseconds since the epoch; `Date.now` when left out. */
  now?: () => number;
  /** Source of UUIDs (tables, file names); `crypto.randomUUID` when left out. Snapshot ids come from it too. */
  newUuid?: () => string;
  /** Wait until files and folders are on the disk before a commit. True when left out; false for throw-away data only. */
  durable?: boolean;
  /**
   * Metadata files, manifest lists and manifests of other tables that are read before a file is removed, to know that none of
   * them needs it; 30,000 when left out, which takes minutes. Where there are more, none is removed.
   */
  maxFilesOfOtherTables?: number;
  /** Resources of the data engine. */
  engine?: {
    /** 1 when left out, which is quickest for small commits. */
    threads?: number;
    /** Megabytes; 1024 when left out. */
    memoryLimitMb?: number;
  };
}
