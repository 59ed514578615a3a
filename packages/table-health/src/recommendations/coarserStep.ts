import { formatBytes, formatCount } from '../format';
import { countOf } from '../format/countOf';
import { partitionCount } from '../format/partitionCount';
import type { Assessment } from '../judge/assess';
import type { AilmentId } from '../model';
import { simulateCoarserPartitions } from '../simulate';
import { compactStatements, partitioningStatements } from '../sql/statements';
import { coarserPartitioning } from './coarserPartitioning';
import { cured } from './cured';
import type { Step } from './Step';

/** Fewer, larger partitions, and the compaction that moves the files there. */
export function coarserStep(
  { context, dimensions }: Assessment,
  ailments: ReadonlySet<AilmentId>,
  sorted: boolean,
): Step | undefined {
  const { files, input, layout, policy } = context;
  const coarser =
    files && ailments.has('over-partitioned')
      ? coarserPartitioning(input.metadata, files)
      : undefined;
  if (!files || !layout || !coarser) {
    return undefined;
  }
  const { metadata, tableName } = input;
  const perPartition = layout.dataFiles / Math.max(1, layout.partitions);
  const targetBytes = policy.targetFileSizeBytes.value;
  return {
    recommendation: {
      id: 'coarser-partitions',
      finding: `${
        perPartition < 1.5
          ? '1 file'
          : `${formatCount(Math.round(perPartition))} files`
      } in each of ${partitionCount(files)}`,
      detail: `A partition has ${formatBytes(
        layout.dataBytes / Math.max(1, layout.partitions),
      )} on average. Compaction works within partitions: as they are, it finds nothing to merge.`,
      action: 'Use coarser partitions',
      actionDetail: `${coarser.words}, then compact: ${formatCount(
        layout.dataFiles,
      )} → about ${countOf(
        Math.max(coarser.partitions, layout.neededFiles),
        'file',
      )}, rewrites ${formatBytes(layout.dataBytes)}`,
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

function inOrder(
  first: Record<string, string>,
  second: Record<string, string>,
): Record<string, string> {
  return Object.fromEntries(
    Object.keys(first).map(engine => [
      engine,
      `${first[engine]};\n${second[engine]}`,
    ]),
  );
}
