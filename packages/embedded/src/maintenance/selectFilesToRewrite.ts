import { partitionKey } from '../commit/snapshotSummary';
import { ValidationError } from '../errors';
import type { PlannedFile } from '../operations/planRows';
import type { RewriteDataFilesOptions } from './RewriteDataFilesOptions';

const DEFAULT_TARGET_BYTES = 512 * 1024 * 1024;
const DEFAULT_MIN_INPUT_FILES = 5;
const DEFAULT_DELETE_FILES = 1;

/** Shares of the target size between which a file is well-sized (as in Java). */
const MIN_SHARE = 0.75;
const MAX_SHARE = 1.8;

/**
 * Files of one partition that are rewritten together.
 */
export interface RewriteGroup {
  files: PlannedFile[];
  bytes: bigint;
  /** Files to write for each partition. */
  outputFiles: number;
}

/**
 * Decides which files a compaction takes up: badly sized ones and those with deletes, where a partition has enough of them.
 *
 * @throws ValidationError for sizes that make no sense.
 */
export function selectFilesToRewrite(
  files: PlannedFile[],
  options: RewriteDataFilesOptions,
  properties: Record<string, string>,
): RewriteGroup[] {
  const target =
    options.targetFileSizeBytes ??
    sizeOf(properties['write.target-file-size-bytes']) ??
    DEFAULT_TARGET_BYTES;
  const min = options.minFileSizeBytes ?? target * MIN_SHARE;
  const max = options.maxFileSizeBytes ?? target * MAX_SHARE;
  const minInputFiles = options.minInputFiles ?? DEFAULT_MIN_INPUT_FILES;
  const deleteThreshold = options.deleteFileThreshold ?? DEFAULT_DELETE_FILES;
  for (const [name, value] of Object.entries({
    targetFileSizeBytes: target,
    minInputFiles,
    deleteFileThreshold: deleteThreshold,
  })) {
    if (!(value > 0))
      throw new ValidationError(`${name} must be above 0, got ${value}.`);
  }
  if (!(min >= 0) || min > target)
    throw new ValidationError(
      `minFileSizeBytes must be between 0 and the target size ${target}, got ${min}.`,
    );
  if (!(max >= target))
    throw new ValidationError(
      `maxFileSizeBytes must be at least the target size ${target}, got ${max}.`,
    );
  const hasDeletes = (file: PlannedFile) =>
    file.deletes.length >= deleteThreshold;
  const isCandidate = (file: PlannedFile) => {
    const size = Number(file.file.fileSizeBytes);
    return options.rewriteAll || size < min || size > max || hasDeletes(file);
  };
  const partitions = new Map<string, PlannedFile[]>();
  for (const file of files.filter(isCandidate)) {
    const key = partitionKey(file.file);
    partitions.set(key, [...(partitions.get(key) ?? []), file]);
  }
  return [...partitions.values()].flatMap(candidates => {
    const bytes = candidates.reduce(
      (sum, file) => sum + file.file.fileSizeBytes,
      0n,
    );
    const outputFiles = Math.max(1, Math.ceil(Number(bytes) / target));
    const isWorthIt =
      options.rewriteAll ||
      candidates.some(hasDeletes) ||
      candidates.some(file => Number(file.file.fileSizeBytes) > max) ||
      (candidates.length >= minInputFiles && candidates.length > outputFiles) ||
      (candidates.length > 1 && Number(bytes) >= target);
    return isWorthIt ? [{ files: candidates, bytes, outputFiles }] : [];
  });
}

function sizeOf(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,14}$/.test(text)
    ? Number(text)
    : undefined;
}
