import { createHash } from 'node:crypto';
import {
  LimitExceededError,
  manifestEntries,
  readManifestBytes,
  type ContentFile,
  type FileIO,
  type ManifestFile,
  type TableMetadata,
} from '@lakehouse-portal/table-metadata';
import { takeTurns } from '../takeTurns';

/** Entries between two looks at the clock. */
const ENTRIES_PER_LOOK = 256;

/** The live files of one manifest, in arrays of the same length. Never changes, as the manifest doesn't. */
export interface FileSet {
  /** 64 bits of a hash: of a million files, two are alike once in 30 million tables. */
  hashes: BigUint64Array;
  sizeBytes: BigInt64Array;
  /** The snapshots that added them; `null` among them where that isn't known. */
  addedBy: Array<bigint | null>;
}

/**
 * Reads the live files of a manifest, letting others have a turn now and then.
 *
 * @throws The errors of `readManifestBytes` and `manifestEntries`; LimitExceededError beyond `maxFiles`.
 */
export async function readFileSet(
  io: FileIO,
  metadata: TableMetadata,
  manifest: ManifestFile,
  options: { maxFiles: number; signal?: AbortSignal },
): Promise<FileSet> {
  const { maxFiles, signal } = options;
  const bytes = await readManifestBytes(io, manifest, { signal });
  const turn = takeTurns(signal);
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
    if (++entries % ENTRIES_PER_LOOK === 0) {
      await turn();
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
