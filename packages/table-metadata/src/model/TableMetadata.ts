import type { EncryptionKey } from './EncryptionKey';
import type { PartitionSpec } from './PartitionSpec';
import type { ReadWarning } from './ReadWarning';
import type { Snapshot } from './Snapshot';
import type { SnapshotRef } from './SnapshotRef';
import type { SortOrder } from './SortOrder';
import type { PartitionStatisticsFile, StatisticsFile } from './StatisticsFile';
import type { TableSchema } from './TableSchema';

/**
 * What a table says about itself, whatever catalog or format it came from.
 *
 * Ids of 64 bits (snapshots, sequence numbers) are decimal strings: they do not fit into a `number`.
 * Absent values are `undefined`, never 0.
 *
 * @see https://iceberg.apache.org/spec/#table-metadata-fields
 * @public
 */
export interface TableMetadata {
  /** The table format. */
  format: 'iceberg';
  /** Version of the table format, for example 2. */
  formatVersion: number;
  /** Identity of the table; survives a rename. Optional in format version 1. */
  tableUuid?: string;
  /** Base location of the table, as its metadata writes it (before any rewrite of prefixes). */
  location: string;
  /** Where this metadata was read from. */
  metadataLocation: string;
  /** Size of the metadata file as stored, in bytes. Absent where the table was not read from its files (Trino). */
  metadataSizeBytes?: number;
  /** Milliseconds since the epoch of the last change of the metadata. */
  lastUpdatedMs?: number;
  /** Highest sequence number given so far. Absent in format version 1. */
  lastSequenceNumber?: string;
  /** Highest column id given so far. */
  lastColumnId?: number;
  /** Highest partition field id given so far. Optional in format version 1. */
  lastPartitionId?: number;
  /** Next row id, format version 3. */
  nextRowId?: string;
  currentSchemaId?: number;
  /** All known schemas, oldest first. */
  schemas: TableSchema[];
  defaultSpecId?: number;
  partitionSpecs: PartitionSpec[];
  defaultSortOrderId?: number;
  sortOrders: SortOrder[];
  /** Table properties as set; defaults of an engine are not filled in. */
  properties: Record<string, string>;
  /** Absent when the table has no current snapshot (an engine may write -1 or null). */
  currentSnapshotId?: string;
  /** Snapshots in the order of the metadata file. */
  snapshots: Snapshot[];
  /** Which snapshot was current from when on, oldest first. */
  snapshotLog: Array<{ timestampMs: number; snapshotId: string }>;
  /** Earlier metadata files that are still listed, oldest first. */
  metadataLog: Array<{ timestampMs: number; metadataLocation: string }>;
  /** Branches and tags. `main` is there when the table has a current snapshot. */
  refs: SnapshotRef[];
  statisticsFiles: StatisticsFile[];
  partitionStatisticsFiles: PartitionStatisticsFile[];
  /** Keys of an encrypted table (v3), without their material. Absent where none are written. */
  encryptionKeys?: EncryptionKey[];
  /** What was damaged or unusual in the metadata; the rest is sound. */
  warnings: ReadWarning[];
}
