import type { FolderFileIO } from '@lakehouse-portal/storage';

/** What a folder of tables is read with. */
export interface FolderCatalogOptions {
  /** Full locations below which tables are looked for: `s3://lake/warehouse`, `/data/warehouse`. */
  folders: readonly string[];
  files: FolderFileIO;
  /** Base URLs of the stores that have a host of their own, for checking the way there. */
  endpoints?: readonly string[];
  /**
   * Levels below a folder down to which tables are looked for: 2 finds `schema/table`. From 1 to 10; 3 when left out.
   */
  maxDepth?: number;
  /** Folders that are listed, at most, of all levels; 20,000 when left out. Beyond, listing fails. */
  maxFolders?: number;
  /** Files and folders that listings may give, at most; 2,000,000 when left out. Beyond, listing fails. */
  maxKeys?: number;
  /** Listings under way at once; 16 when left out. */
  concurrency?: number;
}

/** {@link FolderCatalogOptions}, filled in. */
export type FolderLimits = Required<
  Pick<
    FolderCatalogOptions,
    'maxDepth' | 'maxFolders' | 'maxKeys' | 'concurrency'
  >
>;

/** What holds when nothing is said. */
export const FOLDER_LIMITS: FolderLimits = {
  maxDepth: 3,
  maxFolders: 20_000,
  maxKeys: 2_000_000,
  concurrency: 16,
};
