import {
  countOf,
  formatCount,
  type TableHealth,
} from '@lakehouse-portal/table-health';
import type { FileStatistics } from '@lakehouse-portal/table-metadata';
import type { DeclinedStep } from '../model';
import { coarserOf } from './compactionNotes';
import { filesAfter } from './filesAfter';

const operation = 'rewrite-data-files';

/** The root cause decides: files that are alone in their partitions can't be merged. */
export function nothingToMerge(
  health: TableHealth,
  files: FileStatistics,
  target: number,
): DeclinedStep {
  const coarser = coarserOf(health);
  return coarser
    ? {
        operation,
        kind: 'would-not-help',
        reason: `${coarser.finding}: compaction works within partitions and finds nothing to merge. ${coarser.action}: ${coarser.actionDetail}.`,
      }
    : {
        operation,
        kind: 'nothing-due',
        reason: littleToMerge(files, target),
      };
}

/** That there are better ways to lay out few files is true, and not worth a rewrite. */
function littleToMerge(files: FileStatistics, target: number): string {
  let after = 0;
  for (const partition of files.partitionStatistics) {
    after += filesAfter(partition, target);
  }
  return !files.partitionsTruncated && after < files.dataFiles
    ? `${countOf(files.dataFiles, 'file')} where ${formatCount(
        after,
      )} would do: reads hardly notice so few, and a rewrite isn't worth it yet.`
    : 'The files are as large as they should be.';
}
