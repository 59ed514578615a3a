import type { ManifestTotals } from './EntryMaker';

/** What a table of the benchmark is like. */
export interface TableShape {
  /** Name of its folder. */
  name: string;
  manifests: number;
  entriesPerManifest: number;
  /** Columns with statistics. */
  columns: number;
  codec: 'deflate' | 'null' | 'zstandard' | 'snappy';
  /** `days`: 400 days and 4 regions; `distinct`: each entry has a partition of its own. */
  partitioning: 'days' | 'distinct';
  /** Commits of 100 files each on top, every one with its manifest and its metadata file. */
  commits: number;
}

/** What is known of a table from making it. Sums as decimal strings. */
export interface TableTotals {
  dataFiles: number;
  dataBytes: string;
  dataRecords: string;
  partitions: number;
}

/** A manifest as the manifest list names it. */
export interface ListedManifest {
  path: string;
  length: number;
  /** The commit that it came with; 0: the first. */
  commit: number;
  totals: ManifestTotals;
}

/** A table that lies ready. */
export interface BenchTable {
  shape: TableShape;
  directory: string;
  /** The first metadata file, then one for each commit. */
  metadataFiles: string[];
  /** Manifests of the first snapshot. */
  manifests: ListedManifest[];
  manifestBytes: number;
  /** Of the first snapshot. */
  totals: TableTotals;
}

/** Files of each commit on top. */
export const FILES_PER_COMMIT = 100;
