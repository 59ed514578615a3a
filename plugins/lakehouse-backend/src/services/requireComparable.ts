import { InputError } from '@backstage/errors';
import {
  readManifestList,
  type FileIO,
  type ManifestFile,
  type TableMetadata,
} from '@lakehouse-portal/table-metadata';
import { formatCount } from '@lakehouse-portal/table-health';

/** Files that a comparison may hold in memory: some 200 MB. */
export const MAX_COMPARED_FILES = 250_000;
/** An entry takes at least so many bytes, for lists that don't count them. */
const BYTES_PER_ENTRY = 100;

/**
 * Makes sure that two snapshots don't differ in more files than can be held, by what their manifest lists say.
 *
 * @throws InputError when they do; NoSuchSnapshotError never: an unknown snapshot is somebody else's to report.
 */
export async function requireComparable(
  io: FileIO,
  metadata: TableMetadata,
  pair: { from: string; to: string },
  options: { maxFiles?: number; signal?: AbortSignal } = {},
): Promise<void> {
  const { maxFiles = MAX_COMPARED_FILES, signal } = options;
  const listOf = async (id: string) => {
    const snapshot = metadata.snapshots.find(
      ({ snapshotId }) => snapshotId === id,
    );
    return snapshot ? readManifestList(io, metadata, snapshot, { signal }) : [];
  };
  const from = await listOf(pair.from);
  const to = await listOf(pair.to);
  const files = filesOf(without(from, to)) + filesOf(without(to, from));
  if (files > maxFiles) {
    throw new InputError(
      `To compare these snapshots, some ${formatCount(
        files,
      )} files would have to be looked at, and no more than ${formatCount(
        maxFiles,
      )} are. Choose two that are closer together`,
    );
  }
}

function without(
  manifests: ManifestFile[],
  others: ManifestFile[],
): ManifestFile[] {
  const paths = new Set(others.map(({ manifestPath }) => manifestPath));
  return manifests.filter(({ manifestPath }) => !paths.has(manifestPath));
}

function filesOf(manifests: ManifestFile[]): number {
  return manifests.reduce((files, manifest) => {
    const { addedFilesCount: added, existingFilesCount: existing } = manifest;
    return (
      files +
      (added === undefined || existing === undefined
        ? Math.ceil(Number(manifest.manifestLength ?? 0n) / BYTES_PER_ENTRY)
        : added + existing)
    );
  }, 0);
}
