import type { FileStatistics } from '@lakehouse-portal/table-metadata';

/**
 * Delete files of every kind, deletion vectors among them, of a table or of one of its partitions.
 * @public
 */
export function deleteFilesOf(
  files: Pick<
    FileStatistics,
    'positionDeleteFiles' | 'equalityDeleteFiles' | 'deletionVectors'
  >,
): number {
  return (
    files.positionDeleteFiles +
    files.equalityDeleteFiles +
    files.deletionVectors
  );
}
