import type { FileIO, TableMetadata } from '@lakehouse-portal/table-metadata';
import {
  readUnreachableFiles,
  type FileCount,
  type UnreachableFilesOptions,
} from './readUnreachableFiles';

/**
 * Data and delete files that old snapshots refer to, and the current one doesn't, whatever keeps these snapshots.
 *
 * @returns undefined where that is not known: too many snapshots, manifests or files, or one of them unreadable.
 */
export async function readOldSnapshotFiles(
  io: FileIO,
  metadata: TableMetadata,
  options: Omit<UnreachableFilesOptions, 'rule'> = {},
): Promise<FileCount | undefined> {
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
  const found = await readUnreachableFiles(io, metadata, [current], options);
  return found?.content;
}
