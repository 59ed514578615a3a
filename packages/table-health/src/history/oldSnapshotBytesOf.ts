import type { HealthInput } from '../model';
import { removedBytes } from './removedBytes';
import type { TableHistory } from './TableHistory';

/** Bytes that only old snapshots need, whatever holds these: as computed, else as the summaries tell. */
export function oldSnapshotBytesOf(context: {
  input: HealthInput;
  history: TableHistory;
}): { bytes: number; estimated: boolean } | undefined {
  const { oldSnapshotBytes } = context.input;
  if (oldSnapshotBytes !== undefined) {
    return { bytes: Math.max(0, oldSnapshotBytes), estimated: false };
  }
  const bytes =
    context.history.main.length === 0
      ? undefined
      : removedBytes(context.history);
  return bytes === undefined ? undefined : { bytes, estimated: true };
}
