import type { FileStatistics, ReadWarning, Snapshot } from '../model';

/**
 * Compares what was counted with the totals that the snapshot's writer stated: a manifest list that was cut between two
 * blocks looks whole otherwise.
 *
 * @returns A warning if they differ, and whether data files are missing.
 */
export function compareSummary(
  { snapshotId, summary, manifestList }: Snapshot,
  counted: Pick<
    FileStatistics,
    | 'dataFiles'
    | 'positionDeleteFiles'
    | 'equalityDeleteFiles'
    | 'deletionVectors'
  >,
): { warning?: ReadWarning; isMissingFiles: boolean } {
  const { dataFiles } = counted;
  const deleteFiles =
    counted.positionDeleteFiles +
    counted.equalityDeleteFiles +
    counted.deletionVectors;
  // Old writers state no totals.
  const statedData = wholeNumber(summary['total-data-files']) ?? dataFiles;
  const statedDeletes =
    wholeNumber(summary['total-delete-files']) ?? deleteFiles;
  if (statedData === dataFiles && statedDeletes === deleteFiles)
    return { isMissingFiles: false };
  return {
    isMissingFiles: dataFiles < statedData,
    warning: {
      code: 'summary-differs',
      message: `Snapshot ${snapshotId} states ${statedData} data files and ${statedDeletes} delete files, but its manifests have ${dataFiles} and ${deleteFiles}; what they have is counted`,
      location: manifestList,
    },
  };
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text)
    ? Number(text)
    : undefined;
}
