import { MAIN_BRANCH } from '../metadata/metadataParts';
import type { TableMetadataJson } from '../metadata/TableMetadataJson';

/** The metadata with a branch that points to another snapshot; for `main` the current snapshot follows. */
export function withBranchHead(
  metadata: TableMetadataJson,
  branch: string,
  snapshotId: bigint,
  timestampMs: number,
): TableMetadataJson {
  const ref = Object.hasOwn(metadata.refs, branch)
    ? metadata.refs[branch]
    : { type: 'branch' as const };
  const refs = {
    ...metadata.refs,
    [branch]: { ...ref, 'snapshot-id': snapshotId },
  };
  if (branch !== MAIN_BRANCH) return { ...metadata, refs };
  return {
    ...metadata,
    refs,
    'current-snapshot-id': snapshotId,
    'snapshot-log': [
      ...metadata['snapshot-log'],
      { 'timestamp-ms': timestampMs, 'snapshot-id': snapshotId },
    ],
  };
}
