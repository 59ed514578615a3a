import {
  deleteFilesOf,
  type HealthPolicy,
} from '@lakehouse-portal/table-health';
import type {
  FileStatistics,
  PartitionStatistics,
} from '@lakehouse-portal/table-metadata';
import type { RewriteDataFilesUnit } from '../model';
import { filesAfter } from './filesAfter';
import { defaultMaintenanceRules } from './MaintenanceRules';
import { partitionSelectorOf } from './partitionSelectorOf';
import type { PlanInput } from './PlanInput';
import type { TakenOf } from './takenBy';

/** A file of this share of the target is large enough to be left alone (Iceberg's `min-file-size-bytes`). */
const MIN_SHARE = 0.75;
/** So many manifests beyond their need cost a query nothing (the curve of manifests). */
const FREE_MANIFESTS = 10;
/** What one commit may rewrite where pieces would be many: more is lost too easily to a writer that is faster. */
const MAX_ONE_COMMIT_BYTES = 32n * 1024n ** 3n;

const operation = 'rewrite-data-files';

/** One unit for each partition that the engine can name, or one for the table where pieces can't be told or would be worse. */
export function compactionUnits(
  input: PlanInput,
  files: FileStatistics,
  partitions: PartitionStatistics[],
  how: { rewriteAll: boolean; takenOf: TakenOf },
): { units: RewriteDataFilesUnit[]; atOnce: boolean } {
  const pieces = unitsOf(input, files, partitions, how);
  const atOnce = isBetterAtOnce(input, files, pieces, how.takenOf);
  return {
    atOnce,
    units: atOnce
      ? [
          {
            ...pieces[0],
            partition: undefined,
            predicted: wholeTable(
              files,
              input.policy.targetFileSizeBytes.value,
              how.takenOf,
            ),
          },
        ]
      : pieces,
  };
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

/** Below this size a file is taken up by a compaction, in bytes. */
function smallFileBytes(policy: HealthPolicy): number {
  return Math.floor(policy.targetFileSizeBytes.value * MIN_SHARE);
}
