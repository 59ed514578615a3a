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
  schemaId?: number;
  firstRowId?: string;
  addedRows?: string;
}
