import type {
  FileIO,
  Snapshot,
  TableMetadata,
} from '@lakehouse-portal/table-metadata';
import {
  readUnreachableFiles,
  type FileCount,
  type UnreachableFilesOptions,
} from './readUnreachableFiles';

/**
 * What goes when snapshots expire, metadata files with the rest: what a plan says, found out from what was read of the table
 * before and what is new in it.
 *
 * @param due - The snapshots that go. Without any, nothing is read.
 * @returns undefined where that is not known: too many snapshots, manifests or files, or one of them unreadable.
 */
export async function readReclaimable(
  io: FileIO,
  metadata: TableMetadata,
  due: Snapshot[],
  options: UnreachableFilesOptions = {},
): Promise<FileCount | undefined> {
  if (due.length === 0) {
    return { files: 0, sizeBytes: 0n };
  }
  const going = new Set(due.map(({ snapshotId }) => snapshotId));
  const found = await readUnreachableFiles(
    io,
    metadata,
    metadata.snapshots.filter(({ snapshotId }) => !going.has(snapshotId)),
    options,
  );
  return (
    found && {
      files: found.content.files + found.metadata.files,
      sizeBytes: found.content.sizeBytes + found.metadata.sizeBytes,
    }
  );
}
