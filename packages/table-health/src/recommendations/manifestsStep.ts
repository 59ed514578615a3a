import { neededManifests } from '../dimensions/manifests';
import { formatBytes, formatCount } from '../format';
import { countOf } from '../format/countOf';
import type { Assessment } from '../judge/assess';
import { simulateManifestRewrite } from '../simulate';
import { rewriteManifestsStatements } from '../sql/statements';
import type { Step } from './Step';

/** Fewer manifests: cheap, and no data is touched. */
export function manifestsStep({ context }: Assessment): Step {
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
      finding: `${countOf(total, 'manifest')} where ${formatCount(
        files ? neededManifests(files) : 0,
      )} would do`,
      detail: `Planning a query waits for each one that it opens, and the metadata cache doesn't help. No data is rewritten.${splits}`,
      action: 'Rewrite manifests',
      actionDetail: `${formatCount(total)} → ${formatCount(
        files ? neededManifests(files) : 0,
      )}, ${formatBytes(files?.manifests.sizeBytes ?? 0n)}`,
      dimensions: ['manifests'],
      group: 'speed',
      destructive: false,
      ...(input.tableName
        ? {
            statements: rewriteManifestsStatements(
              input.tableName,
              trinoIsSafe,
            ),
          }
        : {}),
    },
    simulate: simulateManifestRewrite,
  };
}
