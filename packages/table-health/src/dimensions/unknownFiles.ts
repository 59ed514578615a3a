import type { DimensionId, HealthDimension, ThresholdSource } from '../model';
import type { JudgeContext } from './JudgeContext';
import { stateWithoutCurrent } from '../history/stateWithoutCurrent';
import { unknownDimension } from './knownDimension';

/** A line about files when there are none to look at: no snapshot yet, or manifests that were not read. */
export function unknownFiles(
  context: JudgeContext,
  id: DimensionId,
  threshold: string,
  thresholdSource: ThresholdSource,
): HealthDimension {
  const { metadata } = context.input;
  const state = stateWithoutCurrent(metadata);
  if (state === 'damaged') {
    return unknownDimension({
      id,
      threshold,
      thresholdSource,
      value: "The current snapshot can't be read",
      howToKnow:
        'Repair its metadata, or roll it back to a snapshot that can be read; the warnings say what is wrong',
    });
  }
  const empty = state !== undefined;
  const emptyValue =
    state === 'unnamed' ? 'No current snapshot' : 'No data yet';
  return unknownDimension({
    id,
    threshold,
    thresholdSource,
    value: empty ? emptyValue : 'The manifests were not read',
    howToKnow: empty
      ? 'Known with the first commit to main'
      : 'Scan the table again; if that fails, look at its warnings',
  });
}
