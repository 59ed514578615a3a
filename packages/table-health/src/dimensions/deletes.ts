import type { FileStatistics } from '@lakehouse-portal/table-metadata';
import { factorOf } from '../calibration/SpeedCalibration';
import type { SpeedCurves } from '../curves';
import { pointsOn } from '../curves';
import { formatCount, formatShare } from '../format';
import { countOf } from '../format/countOf';
import { partitionsByDeletes } from '../layout';
import type { HealthDimension } from '../model';
import type { JudgeContext } from './JudgeContext';
import { knownDimension } from './knownDimension';
import { unknownFiles } from './unknownFiles';

const threshold = 'no delete file';
const namedFromPoints = 10;

/** Losing the count from metadata: 4× in one query of five, 1.3× in the mean. */
const lostCountPoints = 12;

/**
 * Rows that are deleted but not yet gone. By position (files or vectors) readers pay for each
 * delete file that applies and for each row read in vain; by equality every reader loads all keys.
 */
export function deletes(context: JudgeContext): HealthDimension {
  const { files, policy, curves, input } = context;
  if (!files) {
    return unknownFiles(
      context,
      'deletes',
      threshold,
      curves.positionDeletes.source,
    );
  }
  const byPosition = positionPoints(files, curves);
  const byEquality = equalityPoints(files, curves);
  // A count from metadata can be lost only once.
  const lost = lostCountPoints * factorOf(input.calibration, 'deletes');
  const cost = byPosition + byEquality - Math.min(lost, byPosition, byEquality);
  const partitions = partitionsByDeletes(
    files,
    policy.targetFileSizeBytes.value,
  );
  return knownDimension({
    id: 'deletes',
    cost,
    value: valueOf(files),
    valueDetail: cost === 0 ? undefined : detailOf(files),
    threshold,
    thresholdSource: curves.positionDeletes.source,
    cause: cost === 0 ? undefined : causeOf(context, files),
    ailments: cost >= namedFromPoints ? ['deletes'] : [],
    evidence: {
      positionDeleteFiles: files.positionDeleteFiles,
      positionDeleteRecords: String(files.positionDeleteRecords),
      deletionVectors: files.deletionVectors,
      deletionVectorRecords: String(files.deletionVectorRecords),
      equalityDeleteFiles: files.equalityDeleteFiles,
      equalityDeleteRecords: String(files.equalityDeleteRecords),
      deleteFilesPerDataFile: files.deleteFilesPerDataFile,
      deleteFilesInWorstQuarter:
        Math.round(inWorstQuarter(files) * 1000) / 1000,
      maxDeleteFilesPerDataFile: files.maxDeleteFilesPerDataFile,
      deletedRowShare: Math.round(deletedShare(files) * 1000) / 1000,
      pointsByPosition: Math.round(byPosition * 10) / 10,
      pointsByEquality: Math.round(byEquality * 10) / 10,
    },
    ...(partitions.length > 0 && files.partitions > 1 ? { partitions } : {}),
  });
}

function positionPoints(files: FileStatistics, curves: SpeedCurves): number {
  const count = files.positionDeleteFiles + files.deletionVectors;
  if (count === 0) {
    return 0;
  }
  // The statistics count equality deletes in: no more position deletes can apply than there are.
  const fanIn = Math.min(inWorstQuarter(files), count);
  const rows = rowsStoredPerRowLeft(
    Number(files.positionDeleteRecords) + Number(files.deletionVectorRecords),
    Number(files.dataRecords),
  );
  // One that applies to nothing is still opened.
  return (
    pointsOn(
      curves.positionDeletes,
      Math.max(fanIn, curves.positionDeletes.knots[0][0]),
    ) + pointsOn(curves.deletedRows, rows)
  );
}

/**
 * Delete files that apply to a data file, in the quarter of the rows that has most. A mean over all files would fall with
 * each small one that is added, though the deletes are still there. Not told: at most four times the mean, and no more
 * than a file has.
 */
function inWorstQuarter({
  deleteFilesInWorstQuarter,
  deleteFilesPerDataFile,
  maxDeleteFilesPerDataFile,
}: FileStatistics): number {
  return (
    deleteFilesInWorstQuarter ??
    Math.min(
      4 * deleteFilesPerDataFile,
      Math.max(deleteFilesPerDataFile, maxDeleteFilesPerDataFile),
    )
  );
}

function equalityPoints(files: FileStatistics, curves: SpeedCurves): number {
  if (files.equalityDeleteFiles === 0) {
    return 0;
  }
  const keys = Math.max(1, Number(files.equalityDeleteRecords));
  const rows = rowsStoredPerRowLeft(keys, Number(files.dataRecords));
  // The curve of keys was measured with the rows that were read in vain: the larger of both, not the sum.
  return Math.max(
    pointsOn(curves.equalityDeletes, keys),
    pointsOn(curves.deletedRows, rows),
  );
}

function rowsStoredPerRowLeft(deleted: number, stored: number): number {
  if (!(stored > 0)) {
    return 1;
  }
  // Keys and positions may be counted twice: never take all rows for deleted.
  return 1 / (1 - Math.min(0.99, Math.max(0, deleted) / stored));
}

function deletedShare(files: FileStatistics): number {
  const deleted =
    Number(files.positionDeleteRecords) +
    Number(files.deletionVectorRecords) +
    Number(files.equalityDeleteRecords);
  return Number(files.dataRecords) > 0
    ? Math.min(1, deleted / Number(files.dataRecords))
    : 0;
}

function valueOf(files: FileStatistics): string {
  const parts: string[] = [];
  if (files.positionDeleteFiles > 0) {
    parts.push(countOf(files.positionDeleteFiles, 'position delete file'));
  }
  if (files.deletionVectors > 0) {
    parts.push(countOf(files.deletionVectors, 'deletion vector'));
  }
  if (files.equalityDeleteFiles > 0) {
    parts.push(countOf(files.equalityDeleteFiles, 'equality delete file'));
  }
  return parts.length === 0
    ? 'No position or equality deletes'
    : parts.join(', ');
}

function detailOf(files: FileStatistics): string {
  const perFile = files.deleteFilesPerDataFile;
  const inWorst = inWorstQuarter(files);
  const most =
    inWorst >= 1 && inWorst > 2 * perFile
      ? `, ${oneDecimal(inWorst)} to those of the rows that have most`
      : '';
  const applied =
    perFile >= 0.05 || most !== ''
      ? `${oneDecimal(perFile)} apply to a data file on average${most}`
      : 'few data files have any';
  const share = deletedShare(files);
  return share > 0
    ? `${applied}; up to ${formatShare(share)} of the rows are deleted`
    : applied;
}

function oneDecimal(value: number): string {
  return value < 100
    ? String(Math.round(value * 10) / 10)
    : formatCount(Math.round(value));
}

function causeOf(
  { input, history }: JudgeContext,
  files: FileStatistics,
): string {
  const folded = history.lastCompaction
    ? 'no compaction since has folded them in'
    : 'nothing has folded them in';
  return `${howDeleted(input.metadata.properties, files)}; ${folded}`;
}

function howDeleted(
  properties: Record<string, string>,
  files: FileStatistics,
): string {
  if (
    files.equalityDeleteFiles > 0 &&
    files.positionDeleteFiles + files.deletionVectors === 0
  ) {
    return 'A streaming writer deletes by key, and every reader loads all keys';
  }
  const mergeOnRead = [
    'write.delete.mode',
    'write.update.mode',
    'write.merge.mode',
  ].some(key => properties[key] === 'merge-on-read');
  return mergeOnRead
    ? 'The table is written merge-on-read'
    : 'Deletes are kept beside the data files';
}
