import type { DimensionId, HealthDimension, ThresholdSource } from '../model';
import type { JudgeContext } from './JudgeContext';
import { unknownDimension } from './knownDimension';

/** A line about files when there are none to look at: no snapshot yet, or manifests that were not read. */
export function unknownFiles(
  context: JudgeContext,
  id: DimensionId,
  threshold: string,
  thresholdSource: ThresholdSource,
): HealthDimension {
  const empty = context.input.metadata.currentSnapshotId === undefined;
  return unknownDimension({
    id,
    threshold,
    thresholdSource,
    value: empty ? 'No data yet' : 'The manifests were not read',
    howToKnow: empty
      ? 'Known with the first commit'
      : 'Scan the table again; if that fails, look at its warnings',
  });
}
