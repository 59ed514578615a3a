import type { TableStore } from '@lakehouse-portal/maintenance';
import {
  readManifestList,
  visitManifests,
  type Snapshot,
} from '@lakehouse-portal/table-metadata';

/** What a rewrite did to data files: deletes that it folded in are not counted. */
export interface RewrittenFiles {
  /** Decimal id. */
  snapshotId: string;
  removedDataFiles: number;
  addedDataFiles: number;
  /** Bytes of the files that were replaced, a decimal string. */
  rewrittenBytes: string;
}

/**
 * Reads from the manifests of a snapshot which files it replaced: its summary counts delete files among the bytes.
 *
 * @param isIt - Tells the snapshot.
 * @returns undefined where there is none, or it can't be read: only numbers depend on it.
 */
export async function readRewrite(
  store: TableStore,
  isIt: (snapshot: Snapshot) => boolean,
  options: { signal?: AbortSignal } = {},
): Promise<RewrittenFiles | undefined> {
  const { signal } = options;
  try {
    const { metadata, fileIO } = await store.open({ signal });
    const snapshot = metadata.snapshots.find(isIt);
    if (!snapshot) {
      return undefined;
    }
    const { snapshotId } = snapshot;
    const manifests = (
      await readManifestList(fileIO, metadata, snapshot)
    ).filter(
      ({ addedSnapshotId, content }) =>
        content === 'data' && String(addedSnapshotId) === snapshotId,
    );
    let removed = 0;
    let added = 0;
    let bytes = 0n;
    const warnings = await visitManifests(
      fileIO,
      metadata,
      manifests,
      ({ file, status, snapshotId: by }) => {
        if (status === 'added') {
          added += 1;
        } else if (status === 'deleted' && String(by) === snapshotId) {
          removed += 1;
          bytes += file.fileSizeBytes;
        }
      },
      { columnStatistics: 'none', signal },
    );
    return warnings.length > 0
      ? undefined
      : {
          snapshotId,
          removedDataFiles: removed,
          addedDataFiles: added,
          rewrittenBytes: bytes.toString(),
        };
  } catch {
    signal?.throwIfAborted();
    return undefined;
  }
}
