import { createHash } from 'node:crypto';
import {
  LimitExceededError,
  manifestEntries,
  type ContentFile,
  type ManifestFile,
  type ManifestTable,
} from '@lakehouse-portal/table-metadata';

/** Entries between two pauses. */
const ENTRIES_PER_PAUSE = 256;

/** Files that one commit took out of a table; they don't count among those that are held for the answer. */
const MAX_REMOVED_FILES = 2_000_000;

/** The files of one manifest, in arrays of the same length. Never changes, as the manifest doesn't. */
export interface FileSet {
  /** Live files, by 64 bits of a hash: of a million files, two are alike once in 30 million tables. */
  hashes: BigUint64Array;
  sizeBytes: BigInt64Array;
  /** 1 for those that are new with the manifest. */
  isAdded: Uint8Array;
  /** The snapshots that added them; `null` among them where that isn't known. */
  addedBy: Array<bigint | null>;
  /** Files that were taken out of the table, where it is known by which snapshot. */
  removed: {
    hashes: BigUint64Array;
    sizeBytes: BigInt64Array;
    by: BigInt64Array;
  };
}

/**
 * Takes the files of a manifest from its bytes. Pauses now and then, so that others can have a turn; the first step
 * checks the whole manifest, which takes some 20 ms for each megabyte.
 *
 * @throws The errors of `manifestEntries`; LimitExceededError beyond `maxFiles` that are live.
 */
export function* decodeFileSet(
  bytes: Uint8Array,
  manifest: ManifestFile,
  metadata: ManifestTable,
  maxFiles: number,
): Generator<void, FileSet, undefined> {
  const hashes: bigint[] = [];
  const sizes: bigint[] = [];
  const isAdded: number[] = [];
  const removed = { hashes: [], sizeBytes: [], by: [] } as Record<
    keyof FileSet['removed'],
    bigint[]
  >;
  const addedBy = new Set<bigint | null>();
  let entries = 0;
  for (const { status, file, snapshotId } of manifestEntries(
    bytes,
    manifest,
    metadata,
    { columnStatistics: 'none' },
  )) {
    if (++entries % ENTRIES_PER_PAUSE === 0) {
      yield;
    }
    const isTooMuch =
      status === 'deleted'
        ? removed.hashes.length === MAX_REMOVED_FILES
        : hashes.length === maxFiles;
    if (isTooMuch) {
      throw new LimitExceededError(
        `${manifest.manifestPath} lists more files than are looked at`,
        { location: manifest.manifestPath },
      );
    }
    // A deleted entry names a file that an older manifest still has; it adds no live one.
    if (status === 'deleted') {
      if (snapshotId !== undefined) {
        removed.hashes.push(hashOf(file));
        removed.sizeBytes.push(file.fileSizeBytes);
        removed.by.push(snapshotId);
      }
      continue;
    }
    hashes.push(hashOf(file));
    sizes.push(file.fileSizeBytes);
    isAdded.push(status === 'added' ? 1 : 0);
    addedBy.add(snapshotId ?? null);
  }
  return {
    hashes: BigUint64Array.from(hashes),
    sizeBytes: BigInt64Array.from(sizes),
    isAdded: Uint8Array.from(isAdded),
    addedBy: [...addedBy],
    removed: {
      hashes: BigUint64Array.from(removed.hashes),
      sizeBytes: BigInt64Array.from(removed.sizeBytes),
      by: BigInt64Array.from(removed.by),
    },
  };
}

/** By the file alone: deletion vectors share one, which stays as long as one of them is needed. */
function hashOf({ filePath }: ContentFile): bigint {
  return createHash('sha256').update(filePath).digest().readBigUInt64LE(0);
}
