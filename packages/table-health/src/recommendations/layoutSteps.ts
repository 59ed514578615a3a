import { shareOpened } from '../dimensions/orderAndStatistics';
import { formatBytes, formatCount } from '../format';
import { countOf } from '../format/countOf';
import type { Assessment } from '../judge/assess';
import { sortColumns } from '../layout';
import type { AilmentId, DimensionId, HealthDimension, HealthInput } from '../model';
import { simulateCoarserPartitions, simulateCompaction, simulateManifestRewrite, simulateSortOrder } from '../simulate';
import {
  compactStatements,
  foldDeletesStatements,
  partitioningStatements,
  rewriteManifestsStatements,
  sortOrderStatements,
} from '../sql/statements';
import { neededManifests } from '../dimensions/manifests';
import { coarserPartitioning } from './coarserPartitioning';
import { sortCandidate } from './sortCandidate';
import type { Step } from './Step';

/** Below so many rows order doesn't matter, and a rewrite may mix them. */
const rowsThatNeedOrder = 1_000_000n;

/** Steps that rewrite files or manifests, cause before symptom. None on a table that is partly unreadable. */
export function layoutSteps(assessment: Assessment, ailments: ReadonlySet<AilmentId>): Step[] {
  const { files, layout } = assessment.context;
  if (!files || !layout || files.incomplete) {
    return [];
  }
  const steps: Step[] = [];
  const rewrites = ['small-files', 'unsorted', 'missing-statistics', 'deletes', 'over-partitioned'] as const;
  if (rewrites.some(ailment => ailments.has(ailment))) {
    const sorting = sortOrderStep(assessment, ailments);
    if (sorting) {
      steps.push(sorting);
    }
    const sorted = sorting !== undefined || sortColumns(assessment.context.input.metadata).length > 0;
    steps.push(rewriteStep(assessment, ailments, sorted));
  }
  if (ailments.has('manifests')) {
    steps.push(manifestsStep(assessment));
  }
  return steps;
}

/** Compaction doesn't bring back order, so the order comes first, where there is one to win or to lose. */
function sortOrderStep({ context }: Assessment, ailments: ReadonlySet<AilmentId>): Step | undefined {
  const { files, input } = context;
  if (!files || sortColumns(input.metadata).length > 0) {
    return undefined;
  }
  const { share } = shareOpened(files);
  const wins = ailments.has('unsorted');
  // Partitions keep the order by their own column; without them, a rewrite mixes what arrived in order.
  const loses =
    ailments.has('small-files') &&
    files.partitions <= 1 &&
    files.dataRecords >= rowsThatNeedOrder &&
    (share ?? 1) <= 0.5;
  const candidate = sortCandidate(input.metadata, files);
  if ((!wins && !loses) || !candidate) {
    return undefined;
  }
  return {
    recommendation: {
      id: 'set-sort-order',
      finding: wins ? 'Rows come in no order, so a filter opens nearly every file' : 'No sort order is set, and compaction would lose the one there is',
      detail: 'Compaction doesn\'t bring back order, and lookups would lose pruning: set a sort order first.',
      action: 'Set a sort order',
      actionDetail: `By ${candidate.column}, or by what your queries filter on most. Takes a second; the next rewrite sorts.`,
      dimensions: ['order-and-statistics'],
      group: 'speed',
      destructive: false,
      ...(input.tableName ? { statements: sortOrderStatements(input.tableName, candidate.column) } : {}),
    },
    simulate: changed => simulateSortOrder(changed, candidate.fieldId),
  };
}

/** One rewrite for all that a rewrite cures, under the name of what it cures first. */
function rewriteStep(assessment: Assessment, ailments: ReadonlySet<AilmentId>, sorted: boolean): Step {
  const coarser = coarserStep(assessment, ailments, sorted);
  if (coarser) {
    return coarser;
  }
  if (ailments.has('small-files') || ailments.has('unsorted')) {
    return compactStep(assessment, ailments, sorted);
  }
  return ailments.has('deletes') ? foldStep(assessment) : statisticsStep(assessment);
}

function coarserStep(
  { context, dimensions }: Assessment,
  ailments: ReadonlySet<AilmentId>,
  sorted: boolean,
): Step | undefined {
  const { files, input, layout, policy } = context;
  const coarser =
    files && ailments.has('over-partitioned') ? coarserPartitioning(input.metadata, files) : undefined;
  if (!files || !layout || !coarser) {
    return undefined;
  }
  const { metadata, tableName } = input;
  const perPartition = layout.dataFiles / Math.max(1, layout.partitions);
  const targetBytes = policy.targetFileSizeBytes.value;
  return {
    recommendation: {
      id: 'coarser-partitions',
      finding: `${perPartition < 1.5 ? '1 file' : `${formatCount(Math.round(perPartition))} files`} in each of ${countOf(layout.partitions, 'partition')}`,
      detail: `A partition has ${formatBytes(layout.dataBytes / Math.max(1, layout.partitions))} on average. Compaction works within partitions: as they are, it finds nothing to merge.`,
      action: 'Use coarser partitions',
      actionDetail: `${coarser.words}, then compact: ${formatCount(layout.dataFiles)} → about ${countOf(Math.max(coarser.partitions, layout.neededFiles), 'file')}, rewrites ${formatBytes(layout.dataBytes)}`,
      dimensions: cured(dimensions, ['file-layout', 'deletes']),
      group: 'speed',
      destructive: false,
      ...(tableName
        ? {
            statements: inOrder(
              partitioningStatements(tableName, metadata, coarser),
              compactStatements(tableName, { targetBytes, sorted, all: true }),
            ),
          }
        : {}),
    },
    simulate: changed => simulateCoarserPartitions(changed, policy, coarser),
  };
}

function compactStep({ context, dimensions }: Assessment, ailments: ReadonlySet<AilmentId>, sorted: boolean): Step {
  const { files, input, layout, policy } = context;
  const targetBytes = policy.targetFileSizeBytes.value;
  const before = layout?.dataFiles ?? 0;
  const after = layout?.neededFilesByPartition ?? 0;
  const small = ailments.has('small-files');
  const affected = files?.partitionStatistics.filter(
    partition => partition.dataFiles > Math.max(1, Math.ceil(Number(partition.dataBytes) / targetBytes)),
  ).length;
  const where =
    files && files.partitions > 1 && affected
      ? ` ${files.partitionsTruncated ? 'at least ' : ''}${countOf(affected, 'partition')}`
      : '';
  const folded = countDeletes(context);
  const order = sorted
    ? ', sorted'
    : '; rows get mixed, so lookups may lose pruning';
  return {
    recommendation: {
      id: 'compact',
      finding: small
        ? `${countOf(before, 'file')} where ${formatCount(after)} would do`
        : 'Files overlap: each has rows from everywhere',
      detail: small
        ? `Scans open each of them; lookups hardly notice.${folded > 0 ? ` Folds in ${countOf(folded, 'delete file')} as well.` : ''}`
        : 'Written anew in order, a filter opens few of them.',
      action: small ? `Compact${where}${sorted && !where ? ', sorted' : ''}` : 'Rewrite the files in order',
      actionDetail: `${formatCount(before)} → about ${countOf(after, 'file')}, rewrites up to ${formatBytes(layout?.dataBytes ?? 0)}${order}. Old files stay until their snapshots expire.`,
      dimensions: cured(dimensions, ['file-layout', 'deletes', 'order-and-statistics']),
      group: 'speed',
      destructive: false,
      ...(input.tableName
        ? {
            statements: compactStatements(input.tableName, {
              targetBytes,
              sorted,
              all: ailments.has('unsorted') || ailments.has('missing-statistics'),
            }),
          }
        : {}),
    },
    simulate: changed => simulateCompaction(changed, policy),
  };
}

function foldStep({ context, dimensions }: Assessment): Step {
  const { input, layout, policy } = context;
  const folded = countDeletes(context);
  return {
    recommendation: {
      id: 'fold-deletes',
      finding: `${countOf(folded, 'delete file')} ${folded === 1 ? 'slows' : 'slow'} every read`,
      detail: 'Readers open them beside the data, and a count can no longer be answered from metadata.',
      action: 'Fold in deletes',
      actionDetail: `Rewrites the data files that they apply to, up to ${formatBytes(layout?.dataBytes ?? 0)}. Old files stay until their snapshots expire.`,
      dimensions: cured(dimensions, ['deletes', 'file-layout']),
      group: 'speed',
      destructive: false,
      ...(input.tableName ? { statements: foldDeletesStatements(input.tableName) } : {}),
    },
    simulate: changed => simulateCompaction(changed, policy),
  };
}

function statisticsStep({ context }: Assessment): Step {
  const { files, input, layout, policy } = context;
  const count = files?.columnStatistics.filesWithoutBounds ?? 0;
  const sorted = sortColumns(input.metadata).length > 0;
  return {
    recommendation: {
      id: 'collect-statistics',
      finding: `${countOf(count, 'file')} ${count === 1 ? 'has' : 'have'} no column statistics`,
      detail: 'A filter opens each of them, because nothing says what they hold.',
      action: 'Rewrite with statistics',
      actionDetail: `Writes up to ${formatBytes(layout?.dataBytes ?? 0)} anew, with bounds for each column`,
      dimensions: ['order-and-statistics'],
      group: 'speed',
      destructive: false,
      ...(input.tableName
        ? {
            statements: compactStatements(input.tableName, {
              targetBytes: policy.targetFileSizeBytes.value,
              sorted,
              all: true,
            }),
          }
        : {}),
    },
    simulate: changed => simulateCompaction(changed, policy),
  };
}

function manifestsStep({ context }: Assessment): Step {
  const { files, input } = context;
  const total = (files?.manifests.data ?? 0) + (files?.manifests.deletes ?? 0);
  const partitions = files?.partitions ?? 1;
  // Measured on Trino 476: 2 manifests of 80 partitions became 153.
  const trinoIsSafe = partitions <= 1 || total > 2 * partitions;
  const splits =
    partitions > 1
      ? ' Counted again afterwards: Trino 476 may split manifests of partitioned tables instead.'
      : '';
  return {
    recommendation: {
      id: 'rewrite-manifests',
      finding: `${countOf(total, 'manifest')} where ${formatCount(files ? neededManifests(files) : 0)} would do`,
      detail: `Planning a query waits for each one that it opens, and the metadata cache doesn't help. No data is rewritten.${splits}`,
      action: 'Rewrite manifests',
      actionDetail: `${formatCount(total)} → ${formatCount(files ? neededManifests(files) : 0)}, ${formatBytes(files?.manifests.sizeBytes ?? 0n)}`,
      dimensions: ['manifests'],
      group: 'speed',
      destructive: false,
      ...(input.tableName ? { statements: rewriteManifestsStatements(input.tableName, trinoIsSafe) } : {}),
    },
    simulate: (changed: HealthInput) => simulateManifestRewrite(changed),
  };
}

function countDeletes({ files }: Assessment['context']): number {
  return files ? files.positionDeleteFiles + files.equalityDeleteFiles + files.deletionVectors : 0;
}

/** Of these dimensions those that cost something; the first one in any case. */
function cured(dimensions: HealthDimension[], candidates: DimensionId[]): DimensionId[] {
  return candidates.filter(
    (id, position) => position === 0 || dimensions.some(dimension => dimension.id === id && dimension.cost > 0),
  );
}

function inOrder(first: Record<string, string>, second: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.keys(first).map(engine => [engine, `${first[engine]};\n${second[engine]}`]));
}
