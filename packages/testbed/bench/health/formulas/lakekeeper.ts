import type {
  FileStatistics,
  TableMetadata,
} from '@lakehouse-portal/table-metadata';
import { deleteFilesOf, MB, type PublishedFormula } from './PublishedFormula';

const INFO = 1;
const WARNING = 2;
const CRITICAL = 3;

/**
 * Lakekeeper's `TableHealth.vue`: the worst severity of its checks. Left out are those that fire on every table here, the
 * twin too (no Puffin file), and those of the age of the newest snapshot.
 */
export const lakekeeperWorst: PublishedFormula = {
  name: "Lakekeeper's worst severity",
  badness: (files, metadata) => Math.max(0, ...severities(files, metadata)),
};

function severities(files: FileStatistics, metadata: TableMetadata): number[] {
  // Its averages use `total-files-size`, in which delete files are counted.
  const bytes = Number(
    files.dataBytes +
      files.positionDeleteBytes +
      files.equalityDeleteBytes +
      files.deletionVectorBytes,
  );
  return [
    smallFiles(files.dataFiles, bytes / Math.max(1, files.dataFiles)),
    deletes(files),
    history(metadata),
    snapshots(metadata.snapshots.length),
    fileCount(files.dataFiles),
    files.dataFiles > 100 && isUnpartitioned(metadata) ? WARNING : 0,
    metadata.formatVersion === 1 ? INFO : 0,
    metadata.partitionSpecs.length > 3 ? INFO : 0,
    metadata.schemas.length > 10 ? INFO : 0,
    metadata.metadataLog.length > 100 ? INFO : 0,
  ];
}

function smallFiles(dataFiles: number, mean: number): number {
  if (mean < MB && dataFiles > 1) return dataFiles > 10 ? CRITICAL : WARNING;
  return mean < 8 * MB && dataFiles > 10 ? WARNING : 0;
}

function deletes(files: FileStatistics): number {
  const count = deleteFilesOf(files);
  if (count === 0) return 0;
  if (count > 100 || count / Math.max(1, files.dataFiles) > 0.5)
    return CRITICAL;
  return count > 10 ? WARNING : INFO;
}

function history({ snapshots: all }: TableMetadata): number {
  const mutating = all.filter(({ operation }) =>
    ['delete', 'overwrite', 'replace'].includes(operation ?? ''),
  ).length;
  return mutating > 5 && mutating / all.length > 0.5 ? WARNING : 0;
}

function snapshots(count: number): number {
  if (count > 500) return CRITICAL;
  return count > 100 ? WARNING : 0;
}

function fileCount(count: number): number {
  if (count > 10_000) return WARNING;
  return count > 1_000 ? INFO : 0;
}

function isUnpartitioned({ partitionSpecs, defaultSpecId }: TableMetadata) {
  return (
    (partitionSpecs.find(({ specId }) => specId === defaultSpecId)?.fields
      .length ?? 0) === 0
  );
}
