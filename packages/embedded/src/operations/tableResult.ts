import type { TableIdentifier } from '../catalog/TableIdentifier';
import type { TableState } from '../commit/TableState';
import { findSnapshot } from '../metadata/metadataParts';
import type { CommitResult } from './CommitResult';

/** What a commit led to, for callers. The model is made when it is first asked for. */
export function commitResult(
  table: TableIdentifier,
  committed: { state: TableState; attempts: number },
  snapshotId?: bigint,
): CommitResult {
  const { state, attempts } = committed;
  const made =
    attempts > 0 && snapshotId !== undefined
      ? findSnapshot(state.json, snapshotId)
      : undefined;
  return {
    table,
    metadataLocation: state.location,
    snapshotId: made && String(made['snapshot-id']),
    summary: made?.summary,
    attempts,
    get metadata() {
      return state.model;
    },
  };
}
