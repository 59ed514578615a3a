import {
  countOf,
  deleteFilesOf,
  formatBytes,
  formatCount,
  partitionsToRewrite,
  simulateCommits,
  simulateCompaction,
  simulatePartitionsCompacted,
  type AilmentId,
  type HealthPolicy,
  type Recommendation,
  type TableHealth,
} from '@lakehouse-portal/table-health';
import type {
  FileStatistics,
  PartitionStatistics,
} from '@lakehouse-portal/table-metadata';
import type { DeclinedStep, RewriteDataFilesUnit } from '../model';
import { partitionSelectorOf } from './partitionSelectorOf';
import type { PlanInput } from './PlanInput';
import { defaultMaintenanceRules } from './MaintenanceRules';
import type { StepDraft } from './StepDraft';

/** A file of this share of the target is large enough to be left alone (Iceberg's `min-file-size-bytes`). */
const MIN_SHARE = 0.75;
/** So many manifests beyond their need cost a query nothing (the curve of manifests). */
const FREE_MANIFESTS = 10;
/** What one commit may rewrite where pieces would be many: more is lost too easily to a writer that is faster. */
const MAX_ONE_COMMIT_BYTES = 32n * 1024n ** 3n;

const operation = 'rewrite-data-files';

/** Below this size a file is taken up by a compaction, in bytes. */
function smallFileBytes(policy: HealthPolicy): number {
  return Math.floor(policy.targetFileSizeBytes.value * MIN_SHARE);
}

/** Merges small files and folds deletes in, one partition after the other where the engine can name one. */
export function planCompaction(
  input: PlanInput,
  health: TableHealth,
): StepDraft | DeclinedStep {
  const { files, policy } = input;
  const recommended = recommendationOf(health);
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
    return nothingToMerge(health, files, policy.targetFileSizeBytes.value);
  }
  const ailments = new Set(
    health.dimensions.flatMap(dimension => dimension.ailments ?? []),
  );
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
  const pieces = unitsOf(input, files, found.partitions, {
    rewriteAll,
    takenOf,
  });
  const atOnce = isBetterAtOnce(input, files, pieces, takenOf);
  const units = atOnce
    ? [
        {
          ...pieces[0],
          partition: undefined,
          predicted: wholeTable(
            files,
            policy.targetFileSizeBytes.value,
            takenOf,
          ),
        },
      ]
    : pieces;
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

/** What folding deletes in leaves as it is. */
function coarserNote(health: TableHealth): string | undefined {
  const coarser = coarserOf(health);
  return (
    coarser &&
    `${coarser.finding}, which this leaves as it is: ${lowerFirst(
      coarser.action,
    )} for that (${coarser.actionDetail}).`
  );
}

function coarserOf(health: TableHealth): Recommendation | undefined {
  return health.recommendations.find(({ id }) => id === 'coarser-partitions');
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** The root cause decides: files that are alone in their partitions can't be merged. */
function nothingToMerge(
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

function isSorted({ metadata }: PlanInput): boolean {
  const order = metadata.sortOrders.find(
    ({ orderId }) => orderId === metadata.defaultSortOrderId,
  );
  return order !== undefined && order.fields.length > 0;
}

function orderNote(health: TableHealth, input: PlanInput): string | undefined {
  if (isSorted(input)) {
    return undefined;
  }
  const advice = health.recommendations.find(
    ({ id }) => id === 'set-sort-order',
  );
  return advice
    ? `Set a sort order first (${advice.action}): compaction doesn't bring back order, and lookups would lose pruning.`
    : undefined;
}

/** What a rewrite takes up of a partition. */
type TakenOf = (
  partition: PartitionStatistics,
) => Pick<PartitionStatistics, 'dataFiles' | 'dataBytes'>;

/**
 * Small files alone, where they are known one by one. Where there are deletes, which files they are for is not: then all.
 */
function takenBy(
  { smallFiles, files }: PlanInput,
  rewriteAll: boolean,
): TakenOf {
  if (rewriteAll || !smallFiles) {
    return partition => partition;
  }
  const left = new Map(
    smallFiles.map(one => [
      partitionKey(one),
      { dataFiles: one.files, dataBytes: one.bytes },
    ]),
  );
  const taken = new Map<PartitionStatistics, ReturnType<TakenOf>>();
  for (const partition of files?.partitionStatistics ?? []) {
    const rest = left.get(partitionKey(partition));
    if (deleteFilesOf(partition) > 0 || !rest) {
      continue;
    }
    // Null and the text `null` are two partitions of one name: what is small there is shared out, not counted twice.
    const own = {
      dataFiles: Math.min(rest.dataFiles, partition.dataFiles),
      dataBytes:
        rest.dataBytes < partition.dataBytes
          ? rest.dataBytes
          : partition.dataBytes,
    };
    taken.set(partition, own);
    rest.dataFiles -= own.dataFiles;
    rest.dataBytes -= own.dataBytes;
  }
  return partition =>
    deleteFilesOf(partition) > 0
      ? partition
      : taken.get(partition) ?? { dataFiles: 0, dataBytes: 0n };
}

function partitionKey({
  specId,
  partition,
}: {
  specId: number;
  partition: string;
}): string {
  return `${specId} ${partition}`;
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

function unitsOf(
  { metadata, engine, policy }: PlanInput,
  files: FileStatistics,
  partitions: PartitionStatistics[],
  { rewriteAll, takenOf }: { rewriteAll: boolean; takenOf: TakenOf },
): RewriteDataFilesUnit[] {
  const target = policy.targetFileSizeBytes.value;
  const transforms = engine?.capabilities[operation].partitionTransforms;
  const base = {
    operation,
    targetFileSizeBytes: target,
    minFileSizeBytes: smallFileBytes(policy),
    rewriteAll,
  } as const;
  const units: RewriteDataFilesUnit[] = [];
  for (const partition of partitions) {
    const selector = partitionSelectorOf(
      metadata,
      partition.specId,
      partition.partition,
    );
    const selectable =
      selector !== undefined &&
      selector.fields.length > 0 &&
      selector.fields.every(
        ({ transform }) => transforms?.includes(transform) ?? true,
      );
    if (!selectable) {
      return [{ ...base, predicted: wholeTable(files, target, takenOf) }];
    }
    const taken = takenOf(partition);
    units.push({
      ...base,
      partition: selector,
      predicted: {
        filesBefore: taken.dataFiles,
        filesAfter: filesAfter(taken, target),
        rewrittenBytes: taken.dataBytes.toString(),
        deleteFilesBefore: deleteFilesOf(partition),
        deleteFilesAfter: 0,
      },
    });
  }
  return units;
}

/** Each piece adds a manifest. Where nothing merges them afterwards, many pieces make planning slower than small files did. */
function isBetterAtOnce(
  { engine, rules }: PlanInput,
  files: FileStatistics,
  pieces: RewriteDataFilesUnit[],
  takenOf: TakenOf,
): boolean {
  const merging = engine?.capabilities['rewrite-manifests'];
  const { maxRewrittenBytes, approvals } = rules ?? defaultMaintenanceRules;
  const merges =
    merging?.supported === true &&
    merging.notFor?.partitioned === undefined &&
    approvals['rewrite-manifests'] !== 'off';
  if (merges || pieces.length <= FREE_MANIFESTS) {
    return false;
  }
  const bytes = BigInt(wholeTable(files, 1, takenOf).rewrittenBytes);
  return bytes <= (maxRewrittenBytes ?? bytes) && bytes <= MAX_ONE_COMMIT_BYTES;
}

function wholeTable(
  files: FileStatistics,
  target: number,
  takenOf: TakenOf,
): RewriteDataFilesUnit['predicted'] {
  let listedFiles = 0;
  let listedBytes = 0n;
  let before = 0;
  let bytes = 0n;
  let after = 0;
  for (const partition of files.partitionStatistics) {
    const taken = takenOf(partition);
    // A file that is alone is left alone.
    const stays = taken.dataFiles === 1 && deleteFilesOf(partition) === 0;
    listedFiles += partition.dataFiles;
    listedBytes += partition.dataBytes;
    if (taken.dataFiles > 0 && (taken === partition || !stays)) {
      before += taken.dataFiles;
      bytes += taken.dataBytes;
      after += filesAfter(taken, target);
    }
  }
  // Partitions that are not listed one by one keep their files, as far as is known.
  const others = Math.max(0, files.dataFiles - listedFiles);
  return {
    filesBefore: before + others,
    filesAfter: after + others,
    rewrittenBytes: (bytes + files.dataBytes - listedBytes).toString(),
    deleteFilesBefore: deleteFilesOf(files),
    deleteFilesAfter: 0,
  };
}

/** The units that fit, those with most gain first as they come; and how many don't. */
function withinBudget(
  units: RewriteDataFilesUnit[],
  maxBytes: bigint | undefined,
): { taken: RewriteDataFilesUnit[]; left: number } {
  if (maxBytes === undefined) {
    return { taken: units, left: 0 };
  }
  let bytes = 0n;
  const taken = units.filter(({ predicted }) => {
    const next = bytes + BigInt(predicted.rewrittenBytes);
    if (next > maxBytes) {
      return false;
    }
    bytes = next;
    return true;
  });
  return { taken, left: units.length - taken.length };
}

function filesAfter(
  { dataFiles, dataBytes }: ReturnType<TakenOf>,
  target: number,
): number {
  return Math.min(
    dataFiles,
    Math.max(1, Math.ceil(Number(dataBytes) / target)),
  );
}

function sum(
  units: RewriteDataFilesUnit[],
  of: (predicted: RewriteDataFilesUnit['predicted']) => number,
): number {
  return units.reduce((total, { predicted }) => total + of(predicted), 0);
}
