import type { HealthInput, HealthPolicy } from '../model';
import type { CoarserPartitioning } from '../recommendations/coarserPartitioning';
import { simulateCompaction } from './simulateCompaction';
import { withFiles } from './withFiles';

/** The table with fewer, larger partitions, after the compaction that moves its files there. */
export function simulateCoarserPartitions(
  input: HealthInput,
  policy: HealthPolicy,
  { partitions, fields }: CoarserPartitioning,
): HealthInput {
  const specId =
    input.metadata.partitionSpecs.reduce(
      (highest, spec) => Math.max(highest, spec.specId),
      0,
    ) + 1;
  const divided: HealthInput = {
    ...input,
    metadata: {
      ...input.metadata,
      defaultSpecId: specId,
      partitionSpecs: [...input.metadata.partitionSpecs, { specId, fields }],
    },
  };
  return simulateCompaction(
    // Which partition gets what isn't known: all alike.
    withFiles(divided, files => ({
      ...files,
      partitions,
      partitionStatistics: [],
      partitionsTruncated: partitions > 1,
    })),
    policy,
  );
}
