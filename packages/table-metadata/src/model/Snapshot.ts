/**
 * A state of the table at a point in time.
 * @see https://iceberg.apache.org/spec/#snapshots
 * @public
 */
export interface Snapshot {
  /** 64-bit id as decimal string. */
  snapshotId: string;
  /** Absent for a first snapshot. May name a snapshot that has expired. */
  parentSnapshotId?: string;
  /** Absent (meaning 0) in format version 1. */
  sequenceNumber?: string;
  timestampMs: number;
  /** `append`, `replace`, `overwrite`, `delete`, or what the writer put there; absent where v1 gave none. */
  operation?: string;
  /** The summary's other entries, as written. */
  summary: Record<string, string>;
  /** Location of the manifest list; absent for v1 tables with inline manifests. */
  manifestList?: string;
  /** Locations of manifests that v1 writes into the snapshot itself. */
  manifests?: string[];
  /** Current schema of the table when the snapshot was made; absent in old metadata. */
  schemaId?: number;
  /** First row id that the snapshot assigned (v3), decimal. */
  firstRowId?: string;
  /** Upper bound of the rows with assigned row ids (v3), decimal. */
  addedRows?: string;
  /** Id of the key that encrypts the metadata of the manifest list's key (v3, encrypted tables). */
  keyId?: string;
}
