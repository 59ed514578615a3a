/**
 * An entry of a manifest: a file, and what happened to it. Inherited values
 * (snapshot id, sequence numbers) are already filled in from the manifest list.
 * @see https://iceberg.apache.org/spec/#manifest-entry-fields
 * @public
 */
export interface ManifestEntry {
  status: 'existing' | 'added' | 'deleted';
  snapshotId?: bigint;
  /** Data sequence number: deletes with an equal or higher one may apply (spec: scan planning). */
  sequenceNumber?: bigint;
  fileSequenceNumber?: bigint;
  file: ContentFile;
}

/**
 * A data file or delete file.
 * @see https://iceberg.apache.org/spec/#data-file-fields
 * @public
 */
export interface ContentFile {
  content: 'data' | 'position-deletes' | 'equality-deletes';
  filePath: string;
  /** Lower case: `parquet`, `orc`, `avro`, `puffin`, or what was written. */
  fileFormat: string;
  specId: number;
  /** Partition values in the order of the spec's fields, decoded; `null` is a null partition value. */
  partition: PartitionValue[];
  recordCount: bigint;
  fileSizeBytes: bigint;
  columnSizes?: Map<number, bigint>;
  valueCounts?: Map<number, bigint>;
  nullValueCounts?: Map<number, bigint>;
  nanValueCounts?: Map<number, bigint>;
  /** Lower bounds by field id, in single-value serialization (spec, appendix D). */
  lowerBounds?: Map<number, Uint8Array>;
  upperBounds?: Map<number, Uint8Array>;
  keyMetadata?: Uint8Array;
  splitOffsets?: bigint[];
  /** Field ids that an equality delete compares. */
  equalityIds?: number[];
  sortOrderId?: number;
  firstRowId?: bigint;
  /** The only data file that a position delete file or deletion vector applies to, if said. */
  referencedDataFile?: string;
  /** Where the deletion vector lies in its Puffin file. */
  contentOffset?: bigint;
  contentSizeBytes?: bigint;
}

/**
 * A decoded partition value.
 * @public
 */
export type PartitionValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array;
