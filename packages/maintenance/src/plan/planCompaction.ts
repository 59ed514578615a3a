import {
  countOf,
  deleteFilesOf,
  formatBytes,
  partitionsToRewrite,
  rewriteAilments,
  simulateCommits,
  simulateCompaction,
  simulatePartitionsCompacted,
  writesStatistics,
  type AilmentId,
  type Recommendation,
  type TableHealth,
} from '@lakehouse-portal/table-health';
import type {
  FileStatistics,
  PartitionStatistics,
} from '@lakehouse-portal/table-metadata';
import type { DeclinedStep, RewriteDataFilesUnit } from '../model';
import { coarserNote, isSorted, orderNote } from './compactionNotes';
import { compactionUnits } from './compactionUnits';
import { filesAfter } from './filesAfter';
import { defaultMaintenanceRules } from './MaintenanceRules';
import { nothingToMerge } from './nothingToMerge';
import { partitionKey } from './partitionKey';
import type { PlanInput } from './PlanInput';
import type { StepDraft } from './StepDraft';
import { takenBy, type TakenOf } from './takenBy';
import { withinBudget } from './withinBudget';

const operation = 'rewrite-data-files';

/** Merges small files and folds deletes in, one partition after the other where the engine can name one. */
export function planCompaction(
  input: PlanInput,
  health: TableHealth,
): StepDraft | DeclinedStep {
  const { files, policy } = input;
  const lacking = lackingStatistics(input, health);
  const recommended = lacking ? undefined : recommendationOf(health);
  if (!files || files.incomplete) {
    return {
      operation,
      kind: 'cannot',
      reason: files
        ? 'Some of the manifests could not be read: which files a rewrite would take up is not known.'
        : 'What files the table has is not known.',
    };
  }
  if (!recommended && !input.evenIfLittle) {
    if (lacking) {
      return {
        operation,
        kind: 'would-not-help',
        reason: `${lacking.finding}, but the table has them switched off (write.metadata.metrics): a rewrite would write none. Once they are switched on, it does.`,
      };
    }
    return nothingToMerge(health, files, policy.targetFileSizeBytes.value);
  }
  const ailments = rewriteAilments(health.dimensions, input.metadata);
  const unsorted = ailments.has('unsorted');
  const sorts = isSorted(input);
  if (
    recommended?.id === 'compact' &&
    unsorted &&
    !sorts &&
    !['small-files', 'deletes', 'missing-statistics'].some(ailment =>
      ailments.has(ailment as AilmentId),
    )
  ) {
    return {
      operation,
      kind: 'would-not-help',
      reason:
        "The rows are in no order, and a rewrite doesn't bring one: measured, it made such a table slower. Set a sort order first; the next plan then rewrites by it.",
    };
  }
  // Well-sized files too, where all of them lack what a rewrite gives.
  const rewriteAll =
    recommended?.id === 'collect-statistics' ||
    (recommended?.id === 'compact' &&
      (ailments.has('missing-statistics') || (unsorted && sorts)));
  const takenOf = takenBy(input, rewriteAll);
  const found = partitionsWithMostGain(input, health, files, {
    rewriteAll,
    takenOf,
  });
  if (found.partitions.length === 0) {
    return {
      operation,
      kind: 'nothing-due',
      reason: 'No partition has files to merge.',
    };
  }
  const { units, atOnce } = compactionUnits(input, files, found.partitions, {
    rewriteAll,
    takenOf,
  });
  const { taken, left } = withinBudget(
    units,
    (input.rules ?? defaultMaintenanceRules).maxRewrittenBytes,
  );
  if (taken.length === 0) {
    return {
      operation,
      kind: 'cannot',
      reason:
        'The smallest piece of this compaction rewrites more than the policy allows at once.',
    };
  }
  const before = sum(taken, predicted => predicted.filesBefore);
  const after = sum(taken, predicted => predicted.filesAfter);
  const deletes = sum(taken, ({ deleteFilesBefore }) => deleteFilesBefore);
  const bytes = taken.reduce(
    (total, unit) => total + BigInt(unit.predicted.rewrittenBytes),
    0n,
  );
  const whole = taken.some(({ partition }) => partition === undefined);
  // A promise for the table holds where nothing is left for later.
  const isAll =
    !files.partitionsTruncated &&
    (!found.written || found.partitions.includes(found.written));
  const deletesOfTable = deleteFilesOf(files);
  return {
    title: whole
      ? 'Compact the table'
      : `Compact ${countOf(taken.length, 'partition')}`,
    reason: [
      recommended && `${recommended.finding}.`,
      coarserNote(health),
      'Early, so that the later steps have less to go through.',
      atOnce &&
        'In one commit: each partition by itself would leave a manifest of its own, which this engine does not merge here.',
      orderNote(health, input),
      found.written &&
        (found.partitions.includes(found.written)
          ? `${found.written.partition} is being written, so that new small files will come.`
          : `${found.written.partition} is left until nobody has written to the table for an hour.`),
      left > 0 &&
        `${countOf(
          left,
          'partition',
        )} wait for the next run: the policy allows so many bytes at once.`,
      files.partitionsTruncated &&
        !whole &&
        'The table has more partitions than are looked at one by one; those with most files to spare are in here.',
      `The ${formatBytes(
        bytes,
      )} that are replaced stay until their snapshots expire.`,
    ]
      .filter(Boolean)
      .join(' '),
    units: taken,
    cost: { readBytes: bytes.toString(), writtenBytes: bytes.toString() },
    benefit: {
      dataFiles: {
        before: files.dataFiles,
        after: Math.max(0, files.dataFiles - before) + after,
      },
      ...(deletes > 0 && {
        deleteFiles: {
          before: deletesOfTable,
          after: Math.max(0, deletesOfTable - deletes),
        },
      }),
      freedLaterBytes: bytes.toString(),
    },
    simulate: current =>
      simulateCommits(
        whole || (isAll && left === 0)
          ? simulateCompaction(current, policy)
          : simulatePartitionsCompacted(
              current,
              policy,
              partitionsOf(files, taken),
            ),
        taken.length,
      ),
  };
}

function recommendationOf(health: TableHealth): Recommendation | undefined {
  return health.recommendations.find(({ id }) =>
    ['compact', 'fold-deletes', 'collect-statistics'].includes(id),
  );
}

/** Health takes it that statistics are switched on first; where nobody does that, a rewrite for them would be in vain. */
function lackingStatistics(
  { metadata }: PlanInput,
  health: TableHealth,
): Recommendation | undefined {
  const recommended = recommendationOf(health);
  return recommended?.id === 'collect-statistics' && !writesStatistics(metadata)
    ? recommended
    : undefined;
}

function partitionsWithMostGain(
  { policy, nowMs }: PlanInput,
  { commitRhythm }: TableHealth,
  files: FileStatistics,
  { rewriteAll, takenOf }: { rewriteAll: boolean; takenOf: TakenOf },
): ReturnType<typeof partitionsToRewrite> {
  const targetBytes = policy.targetFileSizeBytes.value;
  const found = partitionsToRewrite(files, commitRhythm, {
    ...{ nowMs, targetBytes, rewriteAll, takenOf },
  });
  const gain = (partition: PartitionStatistics) =>
    gainOf(partition, takenOf(partition), targetBytes);
  return {
    ...found,
    partitions: found.partitions.sort(
      (a, b) => gain(b) - gain(a) || (a.partition < b.partition ? -1 : 1),
    ),
  };
}

function partitionsOf(
  files: FileStatistics,
  units: RewriteDataFilesUnit[],
): PartitionStatistics[] {
  const labels = new Set(
    units.map(({ partition }) =>
      partitionKey({
        specId: partition?.specId ?? 0,
        partition: partition?.label ?? '',
      }),
    ),
  );
  return files.partitionStatistics.filter(partition =>
    labels.has(partitionKey(partition)),
  );
}

/** Files that go, and deletes that are folded in. */
function gainOf(
  partition: PartitionStatistics,
  taken: ReturnType<TakenOf>,
  target: number,
): number {
  return taken.dataFiles - filesAfter(taken, target) + deleteFilesOf(partition);
}

function sum(
  units: RewriteDataFilesUnit[],
  of: (predicted: RewriteDataFilesUnit['predicted']) => number,
): number {
  return units.reduce((total, { predicted }) => total + of(predicted), 0);
}
