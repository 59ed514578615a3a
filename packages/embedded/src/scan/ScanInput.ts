import type {
  PartitionSpec,
  PartitionValue,
  TableSchema,
} from '@lakehouse-portal/table-metadata';

/**
 * What a scan needs to know of a table at one snapshot: small enough to be sent to
 * another process, with column bounds and counts left behind.
 * @public
 */
export interface ScanInput {
  /** All schemas of the table: an equality delete may compare a column dropped since. */
  schemas: TableSchema[];
  partitionSpecs: PartitionSpec[];
  /** Table property `schema.name-mapping.default`, for files without field ids. */
  nameMapping?: string;
  dataFiles: ScanDataFile[];
  deleteFiles: ScanDeleteFile[];
}

/** @public */
export interface ScanDataFile {
  /** Absolute path on the local disk. */
  path: string;
  /** Data sequence number; 0 for format version 1. */
  sequenceNumber: bigint;
  specId: number;
  partition: PartitionValue[];
  /** Indexes into `deleteFiles` of those that apply. */
  deletes: number[];
}

/** @public */
export type ScanDeleteFile =
  | { kind: 'position-deletes'; path: string }
  | {
      kind: 'equality-deletes';
      path: string;
      sequenceNumber: bigint;
      specId: number;
      partition: PartitionValue[];
      equalityIds: number[];
    }
  | {
      kind: 'deletion-vector';
      /** The data file whose rows it removes. */
      dataFile: string;
      /** Removed positions, ascending. */
      positions: bigint[];
    };
