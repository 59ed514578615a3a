import type { PartitionValue, ReadWarning } from '../model';
import type { BytePairsParts } from './BytePairs';
import type { ExactSumsParts } from './ExactSums';
import type { PackedSizes } from './PackedSizes';

/**
 * What one manifest adds to the statistics of a snapshot. A manifest never changes, so neither does its rollup; rollups
 * of many manifests add up. Plain data: it passes between threads and into a store.
 *
 * "Live" means status existing or added.
 */
export interface ManifestRollup {
  specId: number;
  /** Of the manifest itself, as Avro names it. */
  codec: string;
  /** Entries by status. */
  entries: { existing: number; added: number; deleted: number };
  /** Live data files. */
  dataFiles: number;
  dataBytes: bigint;
  dataRecords: bigint;
  /** Of the smallest and largest live data file. */
  minBytes?: bigint;
  maxBytes?: bigint;
  sizes: PackedSizes;
  /** Live data files and their bytes, by the power of two that their size is below. */
  octaves: { counts: Uint32Array; bytes: ExactSumsParts };
  /** Live data files by format, lower case. */
  fileFormats: Array<[format: string, files: number]>;
  /** Live data files by sort order; -1: none named. */
  sortOrders: Array<[orderId: number, files: number]>;
  /** Live data files by the snapshot that added them, as decimal string; empty: unknown. */
  snapshots: Array<[snapshotId: string, files: number]>;
  /** Live data files without any bounds, and the ids of all fields with bounds in some. */
  filesWithoutBounds: number;
  fieldsWithBounds: number[];
  columns: RollupColumn[];
  partitions: RollupPartitions;
  /** Live delete files, in the order of the manifest. */
  deletes: RollupDelete[];
  /** Live data files one by one: only where asked for, since deletes must be attributed. */
  files?: RollupFiles;
  warnings: ReadWarning[];
}

/** Bounds of live data files for one column; every `stride`-th pair, when there are many. */
export type RollupColumn = {
  fieldId: number;
  /** A power of two. */
  stride: number;
  /** Files with bounds, before any were left out. */
  files: number;
} & (
  | {
      kind: 'number';
      lower: Float64Array;
      upper: Float64Array;
      /** To be added to these for the exact numbers: only where some are beyond 2^53. */
      rests?: { lower: Int16Array; upper: Int16Array };
    }
  | ({ kind: 'bytes' } & BytePairsParts)
);

/** The partitions of a manifest, in arrays of the same length. */
export interface RollupPartitions {
  /** Equal exactly for equal partitions of the same spec. */
  keys: string[];
  tuples: PartitionValue[][];
  dataFiles: Uint32Array;
  dataBytes: ExactSumsParts;
  dataRecords: ExactSumsParts;
  /** Only in a manifest with delete files. */
  deletes?: {
    positionDeleteFiles: Uint32Array;
    equalityDeleteFiles: Uint32Array;
    deletionVectors: Uint32Array;
    records: ExactSumsParts;
  };
}

/** A live delete file. */
export interface RollupDelete {
  content: 'position-deletes' | 'equality-deletes';
  isVector: boolean;
  filePath: string;
  /** Place in {@link RollupPartitions}. */
  partition: number;
  sequenceNumber: bigint;
  recordCount: bigint;
  /** Of a deletion vector, its part of the Puffin file. */
  sizeBytes: bigint;
  /** The only data file that it applies to, if that is known. */
  referencedDataFile?: string;
}

/** Live data files, in arrays of the same length. */
export interface RollupFiles {
  /** See `pathHash`. */
  pathHashLow: Uint32Array;
  pathHashHigh: Uint32Array;
  sequenceNumber: BigInt64Array;
  /** Place in {@link RollupPartitions}. */
  partition: Uint32Array;
  recordCount: BigInt64Array;
}
