import { NoSuchSnapshotError } from '../errors';
import type { FileIO, ListingFileIO } from '../io';
import { readMetadataGrowth } from '../metadata';
import type { FileStatistics, TableMetadata } from '../model';
import {
  readFileStatistics,
  type ReadFileStatisticsOptions,
} from '../statistics';
import type { TableInspection } from './TableInspection';

/**
 * What {@link inspectTable} reads, and how.
 * @public
 */
export interface InspectTableOptions
  extends Omit<ReadFileStatisticsOptions, 'snapshotId'> {
  /** Lists the folder of the metadata, and gives the sizes of the metadata files that its log has. */
  metadataFilesOf?: Pick<ListingFileIO, 'list'>;
}

/**
 * Counts the files of a table's current snapshot and gathers all warnings. Damaged parts do not hide the sound rest.
 *
 * @throws What {@link readFileStatistics} throws, save that there is no current snapshot: `files` is then absent.
 * @public
 */
export async function inspectTable(
  io: FileIO,
  metadata: TableMetadata,
  { metadataFilesOf, ...options }: InspectTableOptions = {},
): Promise<TableInspection> {
  const files = await currentFiles(io, metadata, options);
  const metadataFiles =
    metadataFilesOf &&
    (await readMetadataGrowth(metadataFilesOf, metadata, options));
  return {
    metadata,
    files,
    metadataFiles,
    warnings: [...metadata.warnings, ...(files?.warnings ?? [])],
  };
}

async function currentFiles(
  io: FileIO,
  metadata: TableMetadata,
  options: Omit<ReadFileStatisticsOptions, 'snapshotId'>,
): Promise<FileStatistics | undefined> {
  try {
    return await readFileStatistics(io, metadata, options);
  } catch (error) {
    // None is current, or (the metadata then carries a warning) the current one is not described.
    if (error instanceof NoSuchSnapshotError) return undefined;
    throw error;
  }
}
