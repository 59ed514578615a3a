/**
 * An entry of a manifest list: a manifest, and what its writer counted in it.
 * Counts are absent where the writer gave none (v1, or old writers).
 * @see https://iceberg.apache.org/spec/#manifest-lists
 * @public
 */
export interface ManifestFile {
  manifestPath: string;
  /** Length in bytes as the list claims it; absent for manifests that v1 lists inline. */
  manifestLength?: bigint;
  partitionSpecId: number;
  content: 'data' | 'deletes';
  sequenceNumber: bigint;
  minSequenceNumber: bigint;
  addedSnapshotId?: bigint;
  addedFilesCount?: number;
  existingFilesCount?: number;
  deletedFilesCount?: number;
  addedRowsCount?: bigint;
  existingRowsCount?: bigint;
  deletedRowsCount?: bigint;
  /** Per partition field, in the order of the spec. Bounds in single-value serialization. */
  partitions?: Array<{
    containsNull: boolean;
    containsNan?: boolean;
    lowerBound?: Uint8Array;
    upperBound?: Uint8Array;
  }>;
  keyMetadata?: Uint8Array;
  firstRowId?: bigint;
}
