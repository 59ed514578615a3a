import type { MetadataFileSize } from '../metadata';
import type { FileStatistics, ReadWarning, TableMetadata } from '../model';

/**
 * Everything that `lakehouse inspect` shows of a table.
 * @public
 */
export interface TableInspection {
  metadata: TableMetadata;
  /** Absent when the table has no current snapshot, or one that its metadata does not describe. */
  files?: FileStatistics;
  /** Sizes of the metadata files that the log lists; absent unless it was asked for. */
  metadataFiles?: MetadataFileSize[];
  /** Of the metadata and of the files together. */
  warnings: ReadWarning[];
}
