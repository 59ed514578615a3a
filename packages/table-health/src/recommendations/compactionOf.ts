import type { Assessment } from '../judge/assess';
import { deleteFilesOf, filesFor, partitionsToRewrite } from '../layout';
import type { HealthInput } from '../model';
import { simulateCompaction, simulatePartitionsCompacted } from '../simulate';

/** A compaction as a plan would have it, before anybody says which engine does it. */
export interface Compaction {
  /** How many partitions it is for, as far as they are known one by one. */
  partitions: number;
  /** Of the table, afterwards. */
  filesAfter: number;
  /** At most. */
  rewrittenBytes: number;
  /** Of the partition that is left. */
  deleteFilesLeft: number;
  /** That the newest partition is left, to be put behind a sentence; empty where it is not. */
  note: string;
  simulate: (input: HealthInput) => HealthInput;
}

/** What a compaction would take up and leave; the partition that is being written is left, as a plan leaves it. */
export function compactionOf(
  { input, files, layout, policy, rhythm }: Assessment['context'],
  rewriteAll: boolean,
): Compaction {
  const targetBytes = policy.targetFileSizeBytes.value;
  const { partitions, written } = files
    ? partitionsToRewrite(files, rhythm, {
        ...{ nowMs: input.nowMs, targetBytes, rewriteAll },
      })
    : { partitions: [], written: undefined };
  const left = written && !partitions.includes(written) ? written : undefined;
  const whole: Compaction = {
    partitions: partitions.length,
    filesAfter: layout?.neededFilesByPartition ?? 0,
    rewrittenBytes: layout?.dataBytes ?? 0,
    deleteFilesLeft: 0,
    note: '',
    simulate: changed => simulateCompaction(changed, policy),
  };
  if (!left) {
    return whole;
  }
  const { dataFiles, dataBytes } = left;
  const needed = Math.min(dataFiles, filesFor(Number(dataBytes), targetBytes));
  return {
    ...whole,
    filesAfter: whole.filesAfter + dataFiles - needed,
    rewrittenBytes: Math.max(0, whole.rewrittenBytes - Number(dataBytes)),
    deleteFilesLeft: deleteFilesOf(left),
    note: ' The newest partition is left until nobody has written to the table for an hour.',
    simulate: changed =>
      simulatePartitionsCompacted(changed, policy, partitions),
  };
}
