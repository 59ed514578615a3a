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
import { requireCount } from '../model/requireCount';
import { WarningList } from '../model/WarningList';
import { createManifestScope } from '../rollups/createManifestScope';
import {
  rollUpManifests,
  type RollUpOptions,
} from '../rollups/rollUpManifests';
import { bySequenceNumber } from '../scan/sequenceNumbers';
import { unpartitionedSpecIds } from '../scan/unpartitionedSpecIds';
import { findSnapshot } from '../snapshots/findSnapshot';
import { chooseBoundColumns } from './chooseBoundColumns';
import { compareContent } from './compareContent';
import { compareCounts } from './compareCounts';
import { compareSummary } from './compareSummary';
import { TallySlot } from './KeptTally';
import { targetFileBytes } from './PartitionTally';
import { SnapshotTally, type TallyOptions } from './SnapshotTally';

/**
 * Of which snapshot {@link readFileStatistics} counts the files, and how many partitions it tells apart.
 * @public
 */
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
 * @throws NoSuchSnapshotError when the table has no such snapshot, or no current one; RangeError for options that are no
 * such numbers.
 * @public
 */
export async function readFileStatistics(
  io: FileIO,
  metadata: TableMetadata,
  options: ReadFileStatisticsOptions = {},
): Promise<FileStatistics> {
  requireCount('threads', options.threads, 0);
  requireCount('concurrency', options.concurrency, 1);
  requireCount('maxPartitions', options.maxPartitions, 0);
  requireCount('maxTrackedPartitions', options.maxTrackedPartitions, 1);
  const snapshot = requireSnapshot(
    metadata,
    options.snapshotId ?? metadata.currentSnapshotId,
  );
  const ofList: ReadWarning[] = [];
  const list = await readList(io, metadata, snapshot, ofList, options.signal);
  const warnings = new WarningList();
  warnings.add(ofList);
  const { manifests } = list;
  const boundsOf = chooseBoundColumns(metadata);
  const tallyOptions: TallyOptions = {
    boundsOf,
    maxTrackedPartitions: options.maxTrackedPartitions ?? 100_000,
    targetFileBytes: targetFileBytes(metadata),
    unpartitionedSpecs: [...unpartitionedSpecIds(metadata.partitionSpecs)],
  };
  const scope = createManifestScope(metadata, {
    boundsOf,
    files: manifests.some(mayHaveDeletes),
  });
  const ordered = inOrderOfReading(manifests);
  const slot = new TallySlot(options, metadata.location, scope, tallyOptions);
  const kept = slot.take(ordered);
  const tally = kept?.tally ?? new SnapshotTally(tallyOptions);
  let incomplete = !list.isRead;
  const differing = new WarningList();
  const rollupKeys: string[] = [];
  const rolledUp = rollUpManifests(
    io,
    ordered.slice(kept?.manifests.length ?? 0),
    scope,
    options,
  );
  for await (const { manifest, ...found } of rolledUp) {
    if (found.warning) {
      incomplete = true;
      warnings.add([found.warning]);
      continue;
    }
    const { rollup, key, isCached } = found;
    rollupKeys.push(key);
    tally.add(rollup, isCached);
    const counts = compareCounts(rollup, manifest);
    if (counts.warning) differing.add([counts.warning]);
    const otherContent = compareContent(rollup, manifest);
    if (otherContent) {
      incomplete = true;
      differing.add([otherContent]);
    }
    incomplete ||= counts.isMissingFiles || rollup.warnings.length > 0;
    warnings.add(rollup.warnings);
  }
  if (tally.unattributedDeletes > 0) {
    incomplete = true;
    warnings.add([tooManyDeletes(tally.unattributedDeletes)]);
  }
  const summary = tally.summary(
    metadata,
    manifests,
    options.maxPartitions ?? 200,
  );
  // What was wrong with a manifest has to be said each time.
  if (!incomplete && warnings.isEmpty && differing.isEmpty)
    slot.keep(tally, ordered, rollupKeys, kept);
  if (!incomplete) {
    const stated = compareSummary(snapshot, summary);
    if (stated.warning) differing.add([stated.warning]);
    incomplete = stated.isMissingFiles;
  }
  warnings.append(differing);
  return {
    snapshotId: snapshot.snapshotId,
    ...summary,
    incomplete,
    warnings: warnings.toArray(),
  };
}

function tooManyDeletes(leftOut: number): ReadWarning {
  return {
    code: 'deletes-not-attributed',
    message: `There are more delete files than there is memory for: of ${leftOut} it is not counted to which data files they apply`,
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
      warnings,
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

/**
 * Deletes first: how many apply to a data file is counted when that file comes by. Then from old to new, though lists
 * mostly start with the newest: what was added up of the snapshot before is gone on with (in format version 1, which has
 * no sequence numbers, only where the list starts with the oldest).
 */
function inOrderOfReading(manifests: ManifestFile[]): ManifestFile[] {
  const data = manifests.filter(manifest => !isOfDeletes(manifest));
  data.sort(bySequenceNumber);
  return [...manifests.filter(isOfDeletes), ...data];
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
