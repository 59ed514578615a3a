import { formatBytes, formatCount } from '../format';
import { countOf } from '../format/countOf';
import type { Assessment } from '../judge/assess';
import { deleteFilesOf, sortColumns } from '../layout';
import type { AilmentId } from '../model';
import { compactStatements, foldDeletesStatements } from '../sql/statements';
import { coarserStep } from './coarserStep';
import { compactionOf } from './compactionOf';
import { cured } from './cured';
import { manifestsStep } from './manifestsStep';
import { sortOrderStep } from './sortOrderStep';
import type { Step } from './Step';

/** Steps that rewrite files or manifests, cause before symptom. None on a table that is partly unreadable. */
export function layoutSteps(
  assessment: Assessment,
  ailments: ReadonlySet<AilmentId>,
): Step[] {
  const { files, layout } = assessment.context;
  if (!files || !layout || files.incomplete) {
    return [];
  }
  const steps: Step[] = [];
  const rewrites = [
    'small-files',
    'unsorted',
    'missing-statistics',
    'deletes',
    'over-partitioned',
  ] as const;
  if (rewrites.some(ailment => ailments.has(ailment))) {
    const sorting = sortOrderStep(assessment, ailments);
    if (sorting) {
      steps.push(sorting);
    }
    const sorted =
      sorting !== undefined ||
      sortColumns(assessment.context.input.metadata).length > 0;
    steps.push(...rewriteSteps(assessment, ailments, sorted));
  }
  if (ailments.has('manifests')) {
    steps.push(manifestsStep(assessment));
  }
  return steps;
}

/**
 * One rewrite for all that a rewrite cures, under the name of what it cures first. Coarser partitions are for the owner to
 * decide: until then the deletes can go.
 */
function rewriteSteps(
  assessment: Assessment,
  ailments: ReadonlySet<AilmentId>,
  sorted: boolean,
): Step[] {
  const coarser = coarserStep(assessment, ailments, sorted);
  if (!coarser) {
    const step = rewriteStep(assessment, ailments, sorted);
    return step ? [step] : [];
  }
  return ailments.has('deletes') ? [foldStep(assessment), coarser] : [coarser];
}

function rewriteStep(
  assessment: Assessment,
  ailments: ReadonlySet<AilmentId>,
  sorted: boolean,
): Step | undefined {
  if (ailments.has('small-files') || ailments.has('unsorted')) {
    return compactStep(assessment, ailments, sorted);
  }
  if (ailments.has('deletes')) {
    return foldStep(assessment);
  }
  return ailments.has('missing-statistics')
    ? statisticsStep(assessment)
    : undefined;
}

function compactStep(
  { context, dimensions }: Assessment,
  ailments: ReadonlySet<AilmentId>,
  sorted: boolean,
): Step {
  const { files, input, layout, policy } = context;
  const targetBytes = policy.targetFileSizeBytes.value;
  const before = layout?.dataFiles ?? 0;
  const small = ailments.has('small-files');
  const compaction = compactionOf(
    context,
    ailments.has('missing-statistics') || (ailments.has('unsorted') && sorted),
  );
  const { filesAfter, partitions, rewrittenBytes, note } = compaction;
  const where =
    files && files.partitions > 1 && partitions > 0
      ? ` ${files.partitionsTruncated ? 'at least ' : ''}${countOf(
          partitions,
          'partition',
        )}`
      : '';
  const folded = Math.max(
    0,
    countDeletes(context) - compaction.deleteFilesLeft,
  );
  const order = sorted
    ? ', sorted'
    : '; rows get mixed, so lookups may lose pruning';
  return {
    recommendation: {
      id: 'compact',
      finding: small
        ? `${countOf(before, 'file')} where ${formatCount(
            layout?.neededFilesByPartition ?? 0,
          )} would do`
        : 'Files overlap: each has rows from everywhere',
      detail: small
        ? `Scans open each of them; lookups hardly notice.${
            folded > 0
              ? ` Folds in ${countOf(folded, 'delete file')} as well.`
              : ''
          }`
        : 'Written anew in order, a filter opens few of them.',
      action: small
        ? `Compact${where}${sorted && !where ? ', sorted' : ''}`
        : 'Rewrite the files in order',
      actionDetail: `${formatCount(before)} → about ${countOf(
        filesAfter,
        'file',
      )}, rewrites up to ${formatBytes(
        rewrittenBytes,
      )}${order}. Old files stay until their snapshots expire.${note}`,
      dimensions: cured(dimensions, [
        'file-layout',
        'deletes',
        'order-and-statistics',
      ]),
      group: 'speed',
      destructive: false,
      ...(input.tableName
        ? {
            statements: compactStatements(input.tableName, {
              targetBytes,
              sorted,
              all:
                ailments.has('unsorted') || ailments.has('missing-statistics'),
            }),
          }
        : {}),
    },
    simulate: compaction.simulate,
  };
}

function foldStep({ context, dimensions }: Assessment): Step {
  const { input } = context;
  const compaction = compactionOf(context, false);
  const folded = countDeletes(context);
  return {
    recommendation: {
      id: 'fold-deletes',
      finding: `${countOf(folded, 'delete file')} ${
        folded === 1 ? 'slows' : 'slow'
      } every read`,
      detail:
        'Readers open them beside the data, and a count can no longer be answered from metadata.',
      action: 'Fold in deletes',
      actionDetail: `Rewrites the data files that they apply to, up to ${formatBytes(
        compaction.rewrittenBytes,
      )}. Old files stay until their snapshots expire.${compaction.note}`,
      dimensions: cured(dimensions, ['deletes', 'file-layout']),
      group: 'speed',
      destructive: false,
      ...(input.tableName
        ? { statements: foldDeletesStatements(input.tableName) }
        : {}),
    },
    simulate: compaction.simulate,
  };
}

function statisticsStep({ context }: Assessment): Step {
  const { files, input, policy } = context;
  const compaction = compactionOf(context, true);
  const count = files?.columnStatistics.filesWithoutBounds ?? 0;
  const sorted = sortColumns(input.metadata).length > 0;
  return {
    recommendation: {
      id: 'collect-statistics',
      finding: `${countOf(count, 'file')} ${
        count === 1 ? 'has' : 'have'
      } no column statistics`,
      detail:
        'A filter opens each of them, because nothing says what they hold.',
      action: 'Rewrite with statistics',
      actionDetail: `Writes up to ${formatBytes(
        compaction.rewrittenBytes,
      )} anew, with bounds for each column.${compaction.note}`,
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
    simulate: compaction.simulate,
  };
}

function countDeletes({ files }: Assessment['context']): number {
  return files ? deleteFilesOf(files) : 0;
}
