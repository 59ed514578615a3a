import { NoSuchSnapshotError, TableReadError } from '../errors';
import type { FileIO } from '../io';
import { readManifestList } from '../manifests';
import type {
  FileStatistics,
  ManifestFile,
  ReadWarning,
  Snapshot,
  TableMetadata,
} from '../model';
import { createManifestScope } from '../rollups/createManifestScope';
import {
  rollUpManifests,
  type RollUpOptions,
} from '../rollups/rollUpManifests';
import { findSnapshot } from '../snapshots/findSnapshot';
import { chooseBoundColumns } from './chooseBoundColumns';
import { compareCounts } from './compareCounts';
import { compareSummary } from './compareSummary';
import { SnapshotTally } from './SnapshotTally';

/** @public */
export interface ReadFileStatisticsOptions extends RollUpOptions {
  /** As decimal string; default: the current snapshot. */
  snapshotId?: string;
  /** Partitions that are described one by one, worst first. Default 200. */
  maxPartitions?: number;
  /**
   * Partitions that are counted one by one; beyond, the number is estimated and only those with most files are kept
   * (see `partitionSketch`). Default 100,000, which takes some 30 MB.
   */
  maxTrackedPartitions?: number;
}

/**
 * Counts the live files of a snapshot from its manifests.
 *
 * What cannot be read becomes a warning, and `incomplete` is true: the rest is counted. Memory does not grow with the
 * number of files, but for 2 bytes each; a few manifests are held at once, and a tally for each partition.
 *
 * @throws NoSuchSnapshotError when the table has no such snapshot, or no current one.
 * @public
 */
export async function readFileStatistics(
  io: FileIO,
  metadata: TableMetadata,
  options: ReadFileStatisticsOptions = {},
): Promise<FileStatistics> {
  const snapshot = requireSnapshot(
    metadata,
    options.snapshotId ?? metadata.currentSnapshotId,
  );
  const warnings: ReadWarning[] = [];
  const list = await readList(io, metadata, snapshot, warnings, options.signal);
  const { manifests } = list;
  const boundsOf = chooseBoundColumns(metadata);
  const tally = new SnapshotTally(metadata, {
    boundsOf,
    maxTrackedPartitions: options.maxTrackedPartitions ?? 100_000,
  });
  let incomplete = !list.isRead;
  const differing: ReadWarning[] = [];
  const rolledUp = rollUpManifests(
    io,
    // Deletes first: how many apply to a data file is counted when that file comes by.
    [
      ...manifests.filter(isOfDeletes),
      ...manifests.filter(manifest => !isOfDeletes(manifest)),
    ],
    createManifestScope(metadata, {
      boundsOf,
      files: manifests.some(mayHaveDeletes),
    }),
    options,
  );
  for await (const { manifest, ...found } of rolledUp) {
    if (found.warning) {
      incomplete = true;
      warnings.push(found.warning);
      continue;
    }
    const { rollup, isCached } = found;
    tally.add(rollup, isCached);
    const counts = compareCounts(rollup, manifest);
    if (counts.warning) differing.push(counts.warning);
    incomplete ||= counts.isMissingFiles || rollup.warnings.length > 0;
    warnings.push(...rollup.warnings);
  }
  const summary = tally.summary(manifests, options.maxPartitions ?? 200);
  if (!incomplete) {
    const stated = compareSummary(snapshot, summary);
    if (stated.warning) differing.push(stated.warning);
    incomplete = stated.isMissingFiles;
  }
  return {
    snapshotId: snapshot.snapshotId,
    ...summary,
    incomplete,
    warnings: [...warnings, ...differing],
  };
}

function requireSnapshot(
  metadata: TableMetadata,
  snapshotId: string | undefined,
): Snapshot {
  const snapshot =
    snapshotId === undefined ? undefined : findSnapshot(metadata, snapshotId);
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

/** Old lists give no counts. */
function mayHaveDeletes(manifest: ManifestFile): boolean {
  const { addedFilesCount: added, existingFilesCount: existing } = manifest;
  return (
    isOfDeletes(manifest) &&
    (added === undefined || existing === undefined || added + existing > 0)
  );
}
