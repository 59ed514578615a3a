import type {
  FileStatistics,
  TableMetadata,
} from '@lakehouse-portal/table-metadata';

/** A health formula that somebody published, as a number that rises with how bad a table is. */
export interface PublishedFormula {
  name: string;
  badness(files: FileStatistics, metadata: TableMetadata): number;
}

export const MB = 1024 * 1024;

/** All delete files, deletion vectors among them. */
export function deleteFilesOf(files: FileStatistics): number {
  return (
    files.positionDeleteFiles +
    files.deletionVectors +
    files.equalityDeleteFiles
  );
}

/** Rows that deletes claim to remove, for each row stored. */
export function deleteRatioOf(files: FileStatistics): number {
  const deleted =
    Number(files.positionDeleteRecords) +
    Number(files.deletionVectorRecords) +
    Number(files.equalityDeleteRecords);
  return Number(files.dataRecords) > 0
    ? deleted / Number(files.dataRecords)
    : 0;
}

/** Share of the data files that are smaller than a power of two of bytes, 0 to 1. */
export function shareSmallerThan(files: FileStatistics, bytes: number): number {
  let smaller = 0;
  for (const { maxBytes, count } of files.histogram)
    if (Number(maxBytes) <= bytes) smaller += count;
  return files.dataFiles > 0 ? smaller / files.dataFiles : 0;
}
