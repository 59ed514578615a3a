import type { TableMetadata } from '@lakehouse-portal/table-metadata';

/**
 * Two snapshots between which nothing but the run's own rewrites happened: their content must be the same.
 * @public
 */
export interface ContentSegment {
  /** Decimal id; absent: the table had no snapshot before. */
  before?: string;
  /** Decimal id. */
  after: string;
}

/**
 * The pairs of snapshots to compare so that all rewrites of a run are verified, whatever others committed in between:
 * rewrites that follow each other directly make one pair.
 *
 * @param snapshotIds - what the run committed, in order.
 * @returns `missing`: snapshots, or their parents, that are not there any more and so can't be compared.
 * @public
 */
export function contentSegments(
  snapshotIds: readonly string[],
  metadata: Pick<TableMetadata, 'snapshots'>,
): { segments: ContentSegment[]; missing: string[] } {
  const byId = new Map(metadata.snapshots.map(one => [one.snapshotId, one]));
  const segments: ContentSegment[] = [];
  const missing: string[] = [];
  for (const id of snapshotIds) {
    const snapshot = byId.get(id);
    const parent = snapshot?.parentSnapshotId;
    if (!snapshot || (parent !== undefined && !byId.has(parent))) {
      missing.push(snapshot ? parent! : id);
      continue;
    }
    const last = segments.at(-1);
    if (last && last.after === parent) {
      last.after = id;
    } else {
      segments.push({ before: parent, after: id });
    }
  }
  return { segments, missing };
}
