import type { ExpiryRule } from '@lakehouse-portal/maintenance';
import { expiredStatistics, LibraryHistory } from '@lakehouse-portal/executors';
import type {
  FileIO,
  RollupStore,
  Snapshot,
  TableMetadata,
} from '@lakehouse-portal/table-metadata';
import type { RecentFileIO } from '../RecentFileIO';
import { takeTurns } from '../takeTurns';
import { FileSets } from './FileSets';
import { listOf, readSnapshotManifests } from './readSnapshotManifests';
import { ReclaimableCache } from './ReclaimableCache';
import type { ListedManifest, SnapshotManifests } from './SnapshotManifests';

/** Beyond these, finding out would cost more than it tells: the answer is then unknown. */
const MAX_SNAPSHOTS = 10_000;
/** Files that only manifests of old snapshots have, which are held in memory. */
const MAX_OLD_FILES = 250_000;
/** Files of snapshots that stay and that may be among them, which only pass by. */
const MAX_LIVE_FILES = 2_000_000;
/** Files between two looks at the clock. */
const FILES_PER_LOOK = 4_096;

/** What finding unreachable files works with. */
export interface UnreachableFilesOptions {
  /** Keeps what was found out about manifests, so that after a commit only new ones are read. */
  store?: RollupStore;
  /** See `RollUpOptions`. */
  cacheNamespace?: string;
  /** What it still has of manifests is remembered at once: they may be of old snapshots soon. */
  recent?: RecentFileIO;
  /** Manifests of so many bytes are decoded by a thread. Default 256 kB. */
  threadFromBytes?: number;
  /** Which data and delete files are meant. Left out: all that no snapshot needs any more. */
  rule?: ExpiryRule;
  signal?: AbortSignal;
}

/** Files and their bytes. */
export interface FileCount {
  files: number;
  sizeBytes: bigint;
}

/** What nothing needs any more once some snapshots are gone. */
export interface UnreachableFiles {
  /** Data and delete files. */
  content: FileCount;
  /** Manifests, manifest lists, and statistics of the snapshots that are gone. */
  metadata: FileCount;
}

/**
 * Files that no snapshot refers to any more once only some are left: exact, from the manifests.
 *
 * Each manifest is read once, however many snapshots share it, and not again where there is a store.
 *
 * @param kept - The snapshots that stay.
 * @returns undefined where that is not known: too many snapshots, manifests or files, or one of them unreadable.
 */
export async function readUnreachableFiles(
  io: FileIO,
  metadata: TableMetadata,
  kept: Snapshot[],
  options: UnreachableFilesOptions = {},
): Promise<UnreachableFiles | undefined> {
  const { signal, store, cacheNamespace = '', recent } = options;
  const { snapshots } = metadata;
  if (snapshots.length > MAX_SNAPSHOTS + 1) {
    return undefined;
  }
  const cache = new ReclaimableCache(store, cacheNamespace);
  const fileSets = new FileSets(io, metadata, {
    cache,
    threadFromBytes: options.threadFromBytes,
    signal,
  });
  try {
    const manifests = await readSnapshotManifests(io, metadata, snapshots, {
      cache,
      signal,
    });
    const live = manifests.manifestsOf(kept.map(listOf));
    if (cache.isKept && recent) {
      await fileSets.remember(
        live.filter(({ manifestPath }) => recent.has(manifestPath)),
      );
    }
    const turn = takeTurns(signal);
    return options.rule === 'removed-by-them'
      ? await removedByThem(fileSets, manifests, metadata, kept, turn)
      : await allUnreachable(fileSets, manifests, metadata, kept, turn);
  } catch {
    signal?.throwIfAborted();
    // An old snapshot with damaged or missing lists: the table itself is fine, only this figure is not known.
    return undefined;
  } finally {
    await fileSets.close();
  }
}

async function allUnreachable(
  fileSets: FileSets,
  manifests: SnapshotManifests,
  metadata: TableMetadata,
  kept: Snapshot[],
  turn: () => Promise<void>,
): Promise<UnreachableFiles | undefined> {
  const lists = kept.map(listOf);
  const old = manifests.manifestsWithout(lists);
  const content = await filesOfOldAlone(
    fileSets,
    old,
    manifests.manifestsOf(lists),
    turn,
  );
  return (
    content && {
      content,
      metadata: metadataFiles(manifests, metadata, {
        old,
        gone: without(metadata.snapshots, kept),
        kept,
      }),
    }
  );
}

/** See `readLibraryExpiry` of the executors: what the snapshots that go had taken out of the table, not all that becomes unreachable. */
async function removedByThem(
  fileSets: FileSets,
  manifests: SnapshotManifests,
  metadata: TableMetadata,
  kept: Snapshot[],
  turn: () => Promise<void>,
): Promise<UnreachableFiles | undefined> {
  const gone = without(metadata.snapshots, kept);
  const history = new LibraryHistory(
    metadata,
    new Set(gone.map(({ snapshotId }) => snapshotId)),
  );
  const going = gone.filter(snapshot => !history.isPicked(snapshot));
  const live = manifests.manifestsOf(kept.map(listOf));
  const staying = new Set(live.map(({ manifestPath }) => manifestPath));
  const old = manifests
    .manifestsOf(going.map(listOf))
    .filter(({ manifestPath }) => !staying.has(manifestPath));
  const read = [
    ...live.filter(one => history.removedBefore(one)),
    ...old.filter(one => history.isAncestor(one) || history.isReverted(one)),
  ];
  const files = new Map<bigint, bigint>();
  let position = 0;
  for await (const set of fileSets.read(read, MAX_LIVE_FILES)) {
    const manifest = read[position++];
    await turn();
    if (history.isReverted(manifest)) {
      set.hashes.forEach((hash, index) => {
        if (set.isAdded[index] === 1) {
          files.set(hash, set.sizeBytes[index]);
        }
      });
    } else {
      const { hashes, sizeBytes, by } = set.removed;
      hashes.forEach((hash, index) => {
        if (!history.stays(String(by[index]))) {
          files.set(hash, sizeBytes[index]);
        }
      });
    }
    if (files.size > MAX_OLD_FILES) {
      return undefined;
    }
  }
  return {
    content: sumOf(files),
    metadata: metadataFiles(manifests, metadata, { old, gone: going, kept }),
  };
}

/** Files that only the old manifests have. */
async function filesOfOldAlone(
  fileSets: FileSets,
  old: ListedManifest[],
  live: ListedManifest[],
  turn: () => Promise<void>,
): Promise<FileCount | undefined> {
  if (countFiles(old) > MAX_OLD_FILES) {
    return undefined;
  }
  const oldFiles = new Map<bigint, bigint>();
  const addedBy = new Set<bigint | null>();
  for await (const { hashes, sizeBytes, ...set } of fileSets.read(
    old,
    MAX_OLD_FILES,
  )) {
    for (const [index, hash] of hashes.entries()) {
      if (index % FILES_PER_LOOK === 0) {
        await turn();
      }
      oldFiles.set(hash, sizeBytes[index]);
    }
    for (const snapshotId of set.addedBy) {
      addedBy.add(snapshotId);
    }
    if (oldFiles.size > MAX_OLD_FILES) {
      return undefined;
    }
  }
  if (oldFiles.size === 0) {
    return { files: 0, sizeBytes: 0n };
  }
  const candidates = live.filter(manifest => mayHaveFilesOf(addedBy, manifest));
  if (countFiles(candidates) > MAX_LIVE_FILES) {
    return undefined;
  }
  for await (const { hashes } of fileSets.read(candidates, MAX_LIVE_FILES)) {
    for (const [index, hash] of hashes.entries()) {
      if (index % FILES_PER_LOOK === 0) {
        await turn();
      }
      oldFiles.delete(hash);
    }
  }
  return sumOf(oldFiles);
}

function metadataFiles(
  manifests: SnapshotManifests,
  metadata: TableMetadata,
  {
    old,
    gone,
    kept,
  }: Record<'gone' | 'kept', Snapshot[]> & {
    old: ListedManifest[];
  },
): FileCount {
  const staying = new Set(kept.map(listOf));
  const sizes: bigint[] = old.map(({ manifestLength }) => manifestLength ?? 0n);
  for (const list of new Set(gone.map(listOf))) {
    const size = manifests.sizeOf(list);
    if (size !== undefined && !staying.has(list)) {
      sizes.push(BigInt(size));
    }
  }
  const ids = new Set(gone.map(({ snapshotId }) => snapshotId));
  sizes.push(...expiredStatistics(metadata, ids).values());
  return {
    files: sizes.length,
    sizeBytes: sizes.reduce((sum, size) => sum + size, 0n),
  };
}

function without(snapshots: Snapshot[], kept: Snapshot[]): Snapshot[] {
  const staying = new Set(kept.map(({ snapshotId }) => snapshotId));
  return snapshots.filter(({ snapshotId }) => !staying.has(snapshotId));
}

function sumOf(files: ReadonlyMap<bigint, bigint>): FileCount {
  let bytes = 0n;
  for (const sizeBytes of files.values()) {
    bytes += sizeBytes;
  }
  return { files: files.size, sizeBytes: bytes };
}

/** A manifest of files that all are new with its snapshot has none that another snapshot added. */
function mayHaveFilesOf(
  addedBy: Set<bigint | null>,
  { addedSnapshotId, existingFilesCount }: ListedManifest,
): boolean {
  return (
    existingFilesCount !== 0 ||
    addedSnapshotId === undefined ||
    addedBy.has(null) ||
    addedBy.has(addedSnapshotId)
  );
}

/** Files that the manifests list, by their own counts; those without counts are taken for small. */
function countFiles(manifests: ListedManifest[]): number {
  return manifests.reduce(
    (files, manifest) =>
      files +
      (manifest.addedFilesCount ?? 1) +
      (manifest.existingFilesCount ?? 0),
    0,
  );
}
