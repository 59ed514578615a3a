import type { FileStatistics } from '@lakehouse-portal/table-metadata';
import { formatBytes, formatCount, formatDuration } from '../format';
import { countOf } from '../format/countOf';
import { partitionCount } from '../format/partitionCount';
import { formatInterval } from '../format/formatDuration';
import type { FileLayout } from '../layout';
import { partitionsByExcess, smallestPartitions } from '../layout';
import type { AilmentId, HealthDimension } from '../model';
import type { JudgeContext } from './JudgeContext';
import { knownDimension } from './knownDimension';
import { unknownFiles } from './unknownFiles';

const threshold =
  'at most 50 files per 128 MB of data, and 50 in a smaller table';
const smallFileBytes = 8 * 1024 * 1024;

/** From here on the layout is named as an ailment, in points. */
const namedFrom = { smallFiles: 5, overPartitioned: 10 };

/** Many small files, told apart by what could cure them: compaction, or coarser partitions. */
export function fileLayout(context: JudgeContext): HealthDimension {
  const { files, layout, policy, curves } = context;
  if (!files || !layout) {
    return unknownFiles(
      context,
      'file-layout',
      threshold,
      curves.fileLayout.source,
    );
  }
  const ailments = layoutAilments(layout);
  const overPartitioned = ailments[0] === 'over-partitioned';
  const target = policy.targetFileSizeBytes.value;
  const partitions = overPartitioned
    ? smallestPartitions(files, target)
    : partitionsByExcess(files, target);
  const cause =
    ailments.length === 0 && layout.points === 0
      ? undefined
      : causeOf(context, files, layout, overPartitioned);
  return knownDimension({
    id: 'file-layout',
    cost: layout.points,
    value:
      layout.dataFiles === 0
        ? 'No data files'
        : `${countOf(layout.dataFiles, 'file')}, ${neededOf(
            layout,
            overPartitioned,
          )}`,
    valueDetail:
      layout.dataFiles === 0 ? undefined : valueDetail(files, layout),
    threshold,
    thresholdSource: curves.fileLayout.source,
    cause,
    ...(cause?.endsWith(' ago') && { hasAges: true }),
    ailments,
    evidence: {
      dataFiles: layout.dataFiles,
      neededFiles: layout.neededFiles,
      neededFilesByPartition: layout.neededFilesByPartition,
      partitions: layout.partitions,
      dataBytes: layout.dataBytes,
      meanFileBytes: Math.round(layout.meanFileBytes),
      targetFileSizeBytes: target,
      filesPerNeeded: round(layout.excess),
      filesPerNeededAfterCompaction: round(layout.excessAfterCompaction),
      pointsThatCompactionCannotCure: round(
        Math.min(layout.points, layout.partitioningPoints),
      ),
    },
    ...(partitions.length > 0 && layout.partitions > 1 ? { partitions } : {}),
  });
}

/** Costlier cause first. */
export function layoutAilments(layout: FileLayout): AilmentId[] {
  const byPartitioning = Math.min(layout.points, layout.partitioningPoints);
  const byFiles = layout.points - byPartitioning;
  const named: Array<[AilmentId, number]> = [];
  if (layout.partitions > 1 && byPartitioning >= namedFrom.overPartitioned) {
    named.push(['over-partitioned', byPartitioning]);
  }
  if (byFiles >= namedFrom.smallFiles) {
    named.push(['small-files', byFiles]);
  }
  return named.sort((a, b) => b[1] - a[1]).map(([id]) => id);
}

/** As compaction could leave it; where the partitions are the trouble, what the bytes alone would take. */
function neededOf(layout: FileLayout, overPartitioned: boolean): string {
  return overPartitioned
    ? `${formatCount(layout.neededFiles)} needed without partitions`
    : `${formatCount(layout.neededFilesByPartition)} needed`;
}

function valueDetail(files: FileStatistics, layout: FileLayout): string {
  const average = `${formatBytes(layout.meanFileBytes)} on average`;
  const inPartitions =
    layout.partitions > 1 ? ` in ${partitionCount(files)}` : '';
  let small = 0;
  for (const bucket of files.histogram) {
    small += Number(bucket.maxBytes) <= smallFileBytes ? bucket.count : 0;
  }
  let smallOnes = '';
  if (layout.points > 0 && small > 0) {
    smallOnes =
      small >= layout.dataFiles
        ? '; all are under 8 MB'
        : `; ${formatCount(small)} of ${formatCount(
            layout.dataFiles,
          )} are under 8 MB`;
  }
  return `${average}${inPartitions}${smallOnes}`;
}

function causeOf(
  context: JudgeContext,
  files: FileStatistics,
  layout: FileLayout,
  overPartitioned: boolean,
): string {
  const filesPerPartition = layout.dataFiles / Math.max(1, layout.partitions);
  if (overPartitioned) {
    const each =
      filesPerPartition < 1.5
        ? `1 file in each of ${partitionCount(files)}`
        : `${formatBytes(layout.dataBytes)} in ${partitionCount(files)}`;
    const perPartition = formatBytes(
      layout.dataBytes / Math.max(1, layout.partitions),
    );
    return `${each}, ${perPartition} a partition: compaction works within partitions and can't cure this`;
  }
  return `${writtenHow(context)}; ${compactedWhen(context)}`;
}

function writtenHow({ rhythm, files, layout, history }: JudgeContext): string {
  if (rhythm.workload === 'streaming' && rhythm.commitsPerHour) {
    return `A commit every ${formatInterval(
      3_600_000 / rhythm.commitsPerHour,
    )} leaves small files`;
  }
  const appends = history.main.filter(
    snapshot => snapshot.operation === 'append',
  ).length;
  if (files && layout && appends > layout.dataFiles / 4) {
    return `${countOf(appends, 'small commit')} left a file or more each`;
  }
  return 'Writers leave files far below the target';
}

function compactedWhen({ history, input }: JudgeContext): string {
  const { lastCompaction, knownSinceMs } = history;
  if (lastCompaction) {
    return `the last compaction was ${formatDuration(
      input.nowMs - lastCompaction.timestampMs,
    )} ago`;
  }
  return knownSinceMs === undefined || input.nowMs - knownSinceMs < 60_000
    ? 'nothing has compacted them'
    : `nothing has compacted them since its oldest snapshot, ${formatDuration(
        input.nowMs - knownSinceMs,
      )} ago`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
