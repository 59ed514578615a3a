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
import type { ListedManifest } from './SnapshotManifests';

/** Beyond these, finding out would cost more than it tells: the answer is then unknown. */
const MAX_SNAPSHOTS = 10_000;
/** Files that only manifests of old snapshots have, which are held in memory. */
const MAX_OLD_FILES = 250_000;
/** Files of the current snapshot that may be among them, which only pass by. */
const MAX_LIVE_FILES = 2_000_000;
/** Files between two looks at the clock. */
const FILES_PER_LOOK = 4_096;

/** What finding reclaimable bytes works with. */
export interface ReclaimableBytesOptions {
  /** Keeps what was found out about manifests, so that after a commit only new ones are read. */
  store?: RollupStore;
  /** See `RollUpOptions`. */
  cacheNamespace?: string;
  /** What it still has of manifests is remembered at once: they may be of old snapshots soon. */
  recent?: RecentFileIO;
  /** Manifests of so many bytes are decoded by a thread. Default 256 kB. */
  threadFromBytes?: number;
  signal?: AbortSignal;
}

/** Data and delete files, and their bytes. */
export interface UnreachableFiles {
  files: number;
  sizeBytes: bigint;
}

/**
 * Bytes of data and delete files that old snapshots refer to, and the current one doesn't.
 *
 * Each manifest is read once, however many snapshots share it, and not again where there is a store.
 *
 * @returns undefined where that is not known: too many snapshots, manifests or files, or one of them unreadable.
 */
export async function readReclaimableBytes(
  io: FileIO,
  metadata: TableMetadata,
  options: ReclaimableBytesOptions = {},
): Promise<number | undefined> {
  const found = await readReclaimable(io, metadata, options);
  return found && Number(found.sizeBytes);
}

/** The same with the number of files. See {@link readReclaimableBytes}. */
export async function readReclaimable(
  io: FileIO,
  metadata: TableMetadata,
  options: ReclaimableBytesOptions = {},
): Promise<UnreachableFiles | undefined> {
  const { snapshots, currentSnapshotId } = metadata;
  const current = snapshots.find(
    ({ snapshotId }) => snapshotId === currentSnapshotId,
  );
  if (!current) {
    return undefined;
  }
  if (snapshots.length === 1 && !options.store) {
    return { files: 0, sizeBytes: 0n };
  }
  return readUnreachableFiles(io, metadata, [current], options);
}

/**
 * Data and delete files that no snapshot refers to any more once only some are left: exact, from the manifests.
 *
 * @param kept - The snapshots that stay.
 * @returns undefined where that is not known: too many snapshots, manifests or files, or one of them unreadable.
 */
export async function readUnreachableFiles(
  io: FileIO,
  metadata: TableMetadata,
  kept: Snapshot[],
  options: ReclaimableBytesOptions = {},
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
    const lists = kept.map(listOf);
    const live = manifests.manifestsOf(lists);
    if (cache.isKept && recent) {
      await fileSets.remember(
        live.filter(({ manifestPath }) => recent.has(manifestPath)),
      );
    }
    return await unreachable(
      fileSets,
      manifests.manifestsWithout(lists),
      live,
      takeTurns(signal),
    );
  } catch {
    signal?.throwIfAborted();
    // An old snapshot with damaged or missing lists: the table itself is fine, only this figure is not known.
    return undefined;
  } finally {
    await fileSets.close();
  }
}

/** Files that only the old manifests have. */
async function unreachable(
  fileSets: FileSets,
  old: ListedManifest[],
  live: ListedManifest[],
  turn: () => Promise<void>,
): Promise<UnreachableFiles | undefined> {
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
  let bytes = 0n;
  for (const sizeBytes of oldFiles.values()) {
    bytes += sizeBytes;
  }
  return { files: oldFiles.size, sizeBytes: bytes };
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
