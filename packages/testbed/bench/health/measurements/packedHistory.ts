import type { Snapshot } from '@lakehouse-portal/table-metadata';

/** Snapshots that follow one another and differ in no more than this: 2,000 of them would fill a file. */
export interface PackedHistory {
  snapshotIds: string[];
  timestampsMs: number[];
  operations: Array<Snapshot['operation']>;
  schemaId: number;
}

/** @throws Error where they are no plain chain: nothing may get lost. */
export function packHistory(snapshots: Snapshot[]): PackedHistory {
  const packed: PackedHistory = {
    snapshotIds: snapshots.map(({ snapshotId }) => snapshotId),
    timestampsMs: snapshots.map(({ timestampMs }) => timestampMs),
    operations: snapshots.map(({ operation }) => operation),
    schemaId: snapshots[0].schemaId ?? 0,
  };
  if (JSON.stringify(unpackHistory(packed)) !== JSON.stringify(snapshots))
    throw new Error('A history of branches or of other schemas: not packed');
  return packed;
}

/** What {@link packHistory} was given. */
export function unpackHistory(packed: PackedHistory): Snapshot[] {
  const { snapshotIds, timestampsMs, operations, schemaId } = packed;
  return snapshotIds.map((snapshotId, i) => ({
    snapshotId,
    ...(i > 0 ? { parentSnapshotId: snapshotIds[i - 1] } : {}),
    timestampMs: timestampsMs[i],
    operation: operations[i],
    schemaId,
    summary: {},
  }));
}
