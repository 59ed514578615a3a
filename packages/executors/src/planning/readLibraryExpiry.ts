import {
  visitManifests,
  type FileIO,
  type ManifestFile,
  type TableMetadata,
} from '@lakehouse-portal/table-metadata';
import { LibraryHistory } from './LibraryHistory';
import { expiredStatistics, type UnreachableFiles } from './readExpiry';
import { readSnapshotList } from './readSnapshotList';

const MAX_SNAPSHOTS = 10_000;
const MAX_MANIFESTS = 100_000;
const LISTS_AT_ONCE = 16;

/**
 * What Iceberg's own library removes with snapshots of a history without branches: not all that becomes unreachable, but
 * what the expired snapshots themselves removed from the table. A file that a snapshot removed which stays goes when that
 * one expires; until then it is an orphan.
 *
 * @param snapshotIds - Those that go, decimal.
 * @returns undefined where that is not known: too much would have to be read, or something can't be.
 * @see https://github.com/apache/iceberg/blob/main/core/src/main/java/org/apache/iceberg/IncrementalFileCleanup.java
 */
export async function readLibraryExpiry(
  io: FileIO,
  metadata: TableMetadata,
  snapshotIds: readonly string[],
  options: { signal?: AbortSignal } = {},
): Promise<UnreachableFiles | undefined> {
  const { signal } = options;
  const gone = new Set(snapshotIds);
  if (metadata.snapshots.length > MAX_SNAPSHOTS) {
    return undefined;
  }
  const history = new LibraryHistory(metadata, gone);
  const manifestLists = new Map<string, bigint>();
  const kept = new Map<string, ManifestFile>();
  const expired = new Map<string, ManifestFile>();
  try {
    for await (const { snapshot, list, found } of listsOf(
      io,
      metadata,
      signal,
    )) {
      const isGone = gone.has(snapshot.snapshotId);
      if (isGone && history.isPicked(snapshot)) {
        continue;
      }
      if (isGone && list) {
        manifestLists.set(list.location, list.sizeBytes);
      }
      for (const manifest of found) {
        (isGone ? expired : kept).set(manifest.manifestPath, manifest);
      }
      if (kept.size + expired.size > MAX_MANIFESTS) {
        return undefined;
      }
    }
    for (const location of kept.keys()) {
      expired.delete(location);
    }
    const data = new Map<string, bigint>();
    const deletes = new Map<string, bigint>();
    const warnings = await visitManifests(
      io,
      metadata,
      [
        ...[...kept.values()].filter(one => history.removedBefore(one)),
        ...[...expired.values()].filter(
          one => history.isAncestor(one) || history.isReverted(one),
        ),
      ],
      ({ file, status, snapshotId }, manifest) => {
        const goes = history.isReverted(manifest)
          ? status === 'added'
          : status === 'deleted' &&
            snapshotId !== undefined &&
            !history.stays(String(snapshotId));
        if (goes) {
          (file.content === 'data' ? data : deletes).set(
            file.filePath,
            file.fileSizeBytes,
          );
        }
      },
      { columnStatistics: 'none', signal },
    );
    return warnings.length > 0
      ? undefined
      : {
          data,
          deletes,
          manifests: new Map(
            [...expired].map(([location, { manifestLength }]) => [
              location,
              manifestLength ?? 0n,
            ]),
          ),
          manifestLists,
          statistics: expiredStatistics(metadata, gone),
        };
  } catch {
    signal?.throwIfAborted();
    // A list that is damaged or gone: what else it held can't be told.
    return undefined;
  }
}

async function* listsOf(
  io: FileIO,
  metadata: TableMetadata,
  signal: AbortSignal | undefined,
) {
  const { snapshots } = metadata;
  for (let start = 0; start < snapshots.length; start += LISTS_AT_ONCE) {
    signal?.throwIfAborted();
    yield* await Promise.all(
      snapshots.slice(start, start + LISTS_AT_ONCE).map(async snapshot => ({
        snapshot,
        ...(await readSnapshotList(io, metadata, snapshot, signal)),
      })),
    );
  }
}
