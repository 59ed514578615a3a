import {
  readManifestList,
  visitManifests,
  type ContentFile,
  type FileIO,
  type ManifestFile,
  type TableMetadata,
} from '@lakehouse-portal/table-metadata';

/** Beyond these, finding out would cost more than it tells: the answer is then unknown. */
const MAX_SNAPSHOTS = 1_000;
const MAX_MANIFESTS = 2_000;
const MAX_FILES = 200_000;

/**
 * Bytes of data and delete files that old snapshots refer to, and the current one doesn't.
 *
 * Each manifest is read once, however many snapshots share it.
 *
 * @returns undefined where that is not known: too many snapshots, manifests or files, or one of them unreadable.
 */
export async function readReclaimableBytes(
  io: FileIO,
  metadata: TableMetadata,
  options: { signal?: AbortSignal } = {},
): Promise<number | undefined> {
  const current = metadata.snapshots.find(
    ({ snapshotId }) => snapshotId === metadata.currentSnapshotId,
  );
  const old = metadata.snapshots.filter(snapshot => snapshot !== current);
  if (!current) {
    return undefined;
  }
  if (old.length === 0) {
    return 0;
  }
  if (old.length > MAX_SNAPSHOTS) {
    return undefined;
  }
  try {
    const live = byPath(await readManifestList(io, metadata, current, options));
    const others = new Map<string, ManifestFile>();
    for (const snapshot of old) {
      for (const manifest of await readManifestList(
        io,
        metadata,
        snapshot,
        options,
      )) {
        if (!live.has(manifest.manifestPath)) {
          others.set(manifest.manifestPath, manifest);
        }
      }
      if (live.size + others.size > MAX_MANIFESTS) {
        return undefined;
      }
    }
    if (countFiles(live) + countFiles(others) > MAX_FILES) {
      return undefined;
    }
    const liveFiles = new Set<string>();
    const oldFiles = new Map<string, bigint>();
    const warnings = [
      ...(await visitManifests(
        io,
        metadata,
        [...live.values()],
        ({ status, file }) => {
          if (status !== 'deleted') {
            liveFiles.add(keyOf(file));
          }
        },
        { columnStatistics: 'none', ...options },
      )),
      // A deleted entry names a file that an older manifest still has; it adds nothing here.
      ...(await visitManifests(
        io,
        metadata,
        [...others.values()],
        ({ status, file }) => {
          if (status !== 'deleted') {
            oldFiles.set(
              keyOf(file),
              file.contentSizeBytes ?? file.fileSizeBytes,
            );
          }
        },
        { columnStatistics: 'none', ...options },
      )),
    ];
    if (warnings.length > 0) {
      return undefined;
    }
    let bytes = 0n;
    for (const [key, sizeBytes] of oldFiles) {
      if (!liveFiles.has(key)) {
        bytes += sizeBytes;
      }
    }
    return Number(bytes);
  } catch {
    options.signal?.throwIfAborted();
    // An old snapshot with damaged or missing lists: the table itself is fine, only this figure is not known.
    return undefined;
  }
}

function byPath(manifests: ManifestFile[]): Map<string, ManifestFile> {
  return new Map(manifests.map(manifest => [manifest.manifestPath, manifest]));
}

/** Files that the manifests list, by their own counts; those without counts are taken for small. */
function countFiles(manifests: Map<string, ManifestFile>): number {
  let files = 0;
  for (const manifest of manifests.values()) {
    files +=
      (manifest.addedFilesCount ?? 1) + (manifest.existingFilesCount ?? 0);
  }
  return files;
}

/** Deletion vectors share a Puffin file. */
function keyOf(file: ContentFile): string {
  return file.contentOffset === undefined
    ? file.filePath
    : `${file.filePath}#${file.contentOffset}`;
}
