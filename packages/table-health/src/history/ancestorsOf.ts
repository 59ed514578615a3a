import type { Snapshot } from '@lakehouse-portal/table-metadata';

/**
 * A snapshot and its ancestors as far as they are kept, newest first. Ends at a parent that is
 * gone, and at a circle in damaged metadata.
 *
 * @param byId - Those that are kept, by their id.
 * @public
 */
export function ancestorsOf(
  snapshotId: string | undefined,
  byId: ReadonlyMap<string, Snapshot>,
): Snapshot[] {
  const line: Snapshot[] = [];
  const seen = new Set<string>();
  let id = snapshotId;
  while (id !== undefined && !seen.has(id)) {
    seen.add(id);
    const snapshot = byId.get(id);
    if (!snapshot) {
      break;
    }
    line.push(snapshot);
    id = snapshot.parentSnapshotId;
  }
  return line;
}
