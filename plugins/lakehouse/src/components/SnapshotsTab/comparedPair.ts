import type { TableSnapshots } from '@lakehouse-portal/plugin-lakehouse-common';
import type { SnapshotsState } from './useSnapshotsState';

/** Two snapshots that are compared. */
export interface ComparedPair {
  a: string;
  b: string;
}

/**
 * What is compared: as chosen; with only one chosen, the other is the obvious one: B is
 * the current snapshot, A the parent of B.
 */
export function comparedPair(
  state: Pick<SnapshotsState, 'a' | 'b'>,
  snapshots: Pick<TableSnapshots, 'currentSnapshotId' | 'snapshots'>,
): ComparedPair | undefined {
  if (state.a !== undefined) {
    const b = state.b ?? snapshots.currentSnapshotId;
    return b === undefined ? undefined : { a: state.a, b };
  }
  if (state.b !== undefined) {
    const a = snapshots.snapshots.find(
      line => line.snapshotId === state.b,
    )?.parentSnapshotId;
    return a === undefined ? undefined : { a, b: state.b };
  }
  return undefined;
}

/** What people call a snapshot: the first ref that points at it, branches first; else its short id. */
export function snapshotLabel(
  id: string,
  refs: TableSnapshots['refs'],
  format: (id: string) => string,
): string {
  const own = refs.filter(ref => ref.snapshotId === id);
  return (own.find(ref => ref.type === 'branch') ?? own[0])?.name ?? format(id);
}
