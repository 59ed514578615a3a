import type {
  ContentFile,
  PartitionValue,
} from '@lakehouse-portal/table-metadata';
import { stringifyLosslessJson } from '../json/stringifyLosslessJson';

/** What this engine calls itself in snapshots. */
const ENGINE = {
  'engine-name': 'lakehouse-embedded',
  'engine-version': '0.1.0',
};

/**
 * Files that a snapshot adds and removes.
 */
export interface FileChanges {
  added: ContentFile[];
  removed: ContentFile[];
}

/** Counters of a summary: name of what is added, what is removed, and the total. */
const COUNTERS: Array<{
  added: string;
  removed: string;
  total: string;
  count: (file: ContentFile) => bigint;
}> = [
  {
    added: 'added-data-files',
    removed: 'deleted-data-files',
    total: 'total-data-files',
    count: file => BigInt(file.content === 'data'),
  },
  {
    added: 'added-records',
    removed: 'deleted-records',
    total: 'total-records',
    count: file => (file.content === 'data' ? file.recordCount : 0n),
  },
  {
    added: 'added-files-size',
    removed: 'removed-files-size',
    total: 'total-files-size',
    count: file => file.fileSizeBytes,
  },
  {
    added: 'added-delete-files',
    removed: 'removed-delete-files',
    total: 'total-delete-files',
    count: file => BigInt(file.content !== 'data'),
  },
  {
    added: 'added-position-delete-files',
    removed: 'removed-position-delete-files',
    total: '',
    count: file => BigInt(file.content === 'position-deletes'),
  },
  {
    added: 'added-equality-delete-files',
    removed: 'removed-equality-delete-files',
    total: '',
    count: file => BigInt(file.content === 'equality-deletes'),
  },
  {
    added: 'added-position-deletes',
    removed: 'removed-position-deletes',
    total: 'total-position-deletes',
    count: file =>
      file.content === 'position-deletes' ? file.recordCount : 0n,
  },
  {
    added: 'added-equality-deletes',
    removed: 'removed-equality-deletes',
    total: 'total-equality-deletes',
    count: file =>
      file.content === 'equality-deletes' ? file.recordCount : 0n,
  },
];

/**
 * The summary of a snapshot, as Java's `SnapshotSummary` writes it: what is 0 is left out, totals follow from those of
 * the snapshot before, and are left out where that one has none.
 *
 * @param previous - summary of the parent; undefined for the first snapshot.
 */
export function snapshotSummary(
  operation: string,
  changes: FileChanges,
  previous: Record<string, string> | undefined,
  extra: Record<string, string>,
): Record<string, string> {
  const summary: Record<string, string> = { ...extra, ...ENGINE, operation };
  for (const counter of COUNTERS) {
    const added = sum(changes.added, counter.count);
    const removed = sum(changes.removed, counter.count);
    if (added > 0n) summary[counter.added] = String(added);
    if (removed > 0n) summary[counter.removed] = String(removed);
    if (counter.total === '') continue;
    const before = previous ? previous[counter.total] : '0';
    if (before === undefined || !/^\d+$/.test(before)) continue;
    const total = BigInt(before) + added - removed;
    if (total >= 0n) summary[counter.total] = String(total);
  }
  const partitions = new Set(
    [...changes.added, ...changes.removed].map(partitionKey),
  );
  summary['changed-partition-count'] = String(partitions.size);
  return summary;
}

/** Tells partitions apart. */
export function partitionKey(
  file: Pick<ContentFile, 'specId' | 'partition'>,
): string {
  return `${file.specId} ${stringifyLosslessJson(
    file.partition.map(keyOfValue),
  )}`;
}

function keyOfValue(value: PartitionValue): PartitionValue {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  // Not a number has no form in JSON.
  return Number.isNaN(value) ? 'NaN' : value;
}

function sum(
  files: ContentFile[],
  count: (file: ContentFile) => bigint,
): bigint {
  return files.reduce((total, file) => total + count(file), 0n);
}
