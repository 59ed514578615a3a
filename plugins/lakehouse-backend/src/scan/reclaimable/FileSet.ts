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

/** The live files of one manifest, in arrays of the same length. Never changes, as the manifest doesn't. */
export interface FileSet {
  /** 64 bits of a hash: of a million files, two are alike once in 30 million tables. */
  hashes: BigUint64Array;
  sizeBytes: BigInt64Array;
  /** The snapshots that added them; `null` among them where that isn't known. */
  addedBy: Array<bigint | null>;
}

/**
 * Takes the live files of a manifest from its bytes. Pauses now and then, so that others can have a turn; the first step
 * checks the whole manifest, which takes some 20 ms for each megabyte.
 *
 * @throws The errors of `manifestEntries`; LimitExceededError beyond `maxFiles`.
 */
export function* decodeFileSet(
  bytes: Uint8Array,
  manifest: ManifestFile,
  metadata: ManifestTable,
  maxFiles: number,
): Generator<void, FileSet, undefined> {
  const hashes: bigint[] = [];
  const sizes: bigint[] = [];
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
    // A deleted entry names a file that an older manifest still has; it adds nothing here.
    if (status === 'deleted') {
      continue;
    }
    if (hashes.length === maxFiles) {
      throw new LimitExceededError(
        `${manifest.manifestPath} lists more than ${maxFiles} files`,
        { location: manifest.manifestPath },
      );
    }
    hashes.push(hashOf(file));
    sizes.push(file.contentSizeBytes ?? file.fileSizeBytes);
    addedBy.add(snapshotId ?? null);
  }
  return {
    hashes: BigUint64Array.from(hashes),
    sizeBytes: BigInt64Array.from(sizes),
    addedBy: [...addedBy],
  };
}

/** Deletion vectors share a Puffin file. */
function hashOf({ filePath, contentOffset }: ContentFile): bigint {
  const key =
    contentOffset === undefined ? filePath : `${filePath}#${contentOffset}`;
  return createHash('sha256').update(key).digest().readBigUInt64LE(0);
}
