import type { FileStatistics } from '@lakehouse-portal/table-metadata';
import { filesOf } from './tableOf';

/** A data file, and the position delete files that apply to it alone. */
export interface PlannedFile {
  records: number;
  bytes: number;
  /** Rows that each of its delete files removes. */
  deletes: number[];
}

/**
 * The statistics of these very files, as the reader would count them: no number in them can be changed by itself. The
 * files follow one another by `ordered_at`.
 */
export function filesOfPlan(plan: PlannedFile[]): FileStatistics {
  const total = (of: (file: PlannedFile) => number) =>
    plan.reduce((sum, file) => sum + of(file), 0);
  const records = total(file => file.records);
  const deleteFiles = total(({ deletes }) => deletes.length);
  const deleted = total(({ deletes }) => deletes.reduce((a, b) => a + b, 0));
  let left = records / 4;
  let inWorstQuarter = 0;
  for (const file of [...plan].sort(
    (a, b) => b.deletes.length - a.deletes.length,
  )) {
    const taken = Math.min(left, file.records);
    inWorstQuarter += taken * file.deletes.length;
    left -= taken;
  }
  return filesOf({
    dataFiles: plan.length,
    dataBytes: BigInt(total(file => file.bytes)),
    dataRecords: BigInt(records),
    manifests: {
      data: 1,
      deletes: deleteFiles > 0 ? 1 : 0,
      sizeBytes: 40_000n,
    },
    positionDeleteFiles: deleteFiles,
    positionDeleteRecords: BigInt(deleted),
    recordsDeletedByPosition: BigInt(deleted),
    deleteFilesPerDataFile: deleteFiles / Math.max(1, plan.length),
    maxDeleteFilesPerDataFile: Math.max(
      0,
      ...plan.map(({ deletes }) => deletes.length),
    ),
    dataFilesWithDeletes: plan.filter(({ deletes }) => deletes.length > 0)
      .length,
    ...(deleteFiles > 0 && {
      deleteFilesInWorstQuarter:
        records > 0 ? inWorstQuarter / (records / 4) : 0,
    }),
  });
}
