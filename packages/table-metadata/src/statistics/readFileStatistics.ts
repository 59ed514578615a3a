import { NoSuchSnapshotError, TableReadError } from '../errors';
import type { FileIO } from '../io';
import { readManifestList, visitManifests } from '../manifests';
import type {
  FileStatistics,
  ManifestFile,
  ReadWarning,
  Snapshot,
  TableMetadata,
} from '../model';
import { FileStatisticsCollector } from './FileStatisticsCollector';
import { ManifestCounts } from './ManifestCounts';

/** @public */
export interface ReadFileStatisticsOptions {
  /** As decimal string; default: the current snapshot. */
  snapshotId?: string;
  /** Partitions that are described one by one, worst first. Default 200. */
  maxPartitions?: number;
  /** Manifests that are fetched ahead. Default 8. */
  concurrency?: number;
  signal?: AbortSignal;
}

/**
 * Counts the live files of a snapshot from its manifests.
 *
 * What cannot be read becomes a warning, and `incomplete` is true: the rest is counted. Memory: one decoded
 * manifest, a tally for each partition, and some 20 bytes for each data file and column whose bounds are judged.
 *
 * @throws NoSuchSnapshotError when the table has no such snapshot, or no current one.
 * @public
 */
export async function readFileStatistics(
  io: FileIO,
  metadata: TableMetadata,
  options: ReadFileStatisticsOptions = {},
): Promise<FileStatistics> {
  const snapshot = findSnapshot(
    metadata,
    options.snapshotId ?? metadata.currentSnapshotId,
  );
  const warnings: ReadWarning[] = [];
  const list = await readList(io, metadata, snapshot, warnings, options.signal);
  const { manifests } = list;
  const collector = new FileStatisticsCollector(metadata);
  // Deletes first: how many apply to a data file is counted when that file comes by.
  const ordered = [
    ...manifests.filter(isOfDeletes),
    ...manifests.filter(manifest => !isOfDeletes(manifest)),
  ];
  const counts = new ManifestCounts();
  const unreadable = await visitManifests(
    io,
    metadata,
    ordered,
    (entry, manifest) => {
      counts.add(entry, manifest);
      collector.add(entry);
    },
    {
      concurrency: options.concurrency,
      signal: options.signal,
      ...collector.projection,
    },
  );
  const left = new Set(unreadable.map(({ location }) => location));
  const read = manifests.filter(({ manifestPath }) => !left.has(manifestPath));
  const differing = counts.compare(read);
  return {
    snapshotId: snapshot.snapshotId,
    ...collector.summary(manifests, options.maxPartitions ?? 200),
    incomplete:
      !list.isRead || unreadable.length > 0 || differing.isMissingFiles,
    warnings: [...warnings, ...unreadable, ...differing.warnings],
  };
}

function findSnapshot(
  metadata: TableMetadata,
  snapshotId: string | undefined,
): Snapshot {
  const snapshot = metadata.snapshots.find(
    candidate => candidate.snapshotId === snapshotId,
  );
  if (snapshot) return snapshot;
  const message =
    snapshotId === undefined
      ? 'The table has no current snapshot'
      : `The table has no snapshot ${snapshotId}`;
  throw new NoSuchSnapshotError(message, {
    location: metadata.metadataLocation,
  });
}

async function readList(
  io: FileIO,
  metadata: TableMetadata,
  snapshot: Snapshot,
  warnings: ReadWarning[],
  signal: AbortSignal | undefined,
): Promise<{ manifests: ManifestFile[]; isRead: boolean }> {
  if (snapshot.manifestList === undefined && snapshot.manifests === undefined) {
    warnings.push({
      code: 'manifest-list-missing',
      message: `Snapshot ${snapshot.snapshotId} names neither a manifest list nor manifests; its files cannot be counted`,
    });
    return { manifests: [], isRead: false };
  }
  try {
    const manifests = await readManifestList(io, metadata, snapshot, {
      signal,
    });
    return {
      manifests: withoutRepetitions(manifests, warnings),
      isRead: true,
    };
  } catch (error) {
    if (!(error instanceof TableReadError)) throw error;
    warnings.push({
      code: 'manifest-list-unreadable',
      message: `The manifest list of snapshot ${snapshot.snapshotId} could not be read; its files cannot be counted. ${error.message}`,
      location: snapshot.manifestList,
    });
    return { manifests: [], isRead: false };
  }
}

/** No sound table lists a manifest twice; a hostile one could make us read the same large file a million times. */
function withoutRepetitions(
  manifests: ManifestFile[],
  warnings: ReadWarning[],
): ManifestFile[] {
  const distinct = new Map(
    manifests.map(manifest => [manifest.manifestPath, manifest]),
  );
  if (distinct.size < manifests.length) {
    const [repeated] = manifests.filter(
      manifest => distinct.get(manifest.manifestPath) !== manifest,
    );
    warnings.push({
      code: 'manifest-repeated',
      message: `The manifest list names ${
        manifests.length - distinct.size
      } manifests again that it has named before; each is counted once`,
      location: repeated.manifestPath,
    });
  }
  return [...distinct.values()];
}

function isOfDeletes({ content }: ManifestFile): boolean {
  return content === 'deletes';
}
