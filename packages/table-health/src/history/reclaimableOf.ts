import type { HealthInput } from '../model';
import { removedBytes } from './removedBytes';
import type { TableHistory } from './TableHistory';

/** Bytes that only old snapshots need: as computed, else as the summaries tell. */
export function reclaimableOf(context: {
  input: HealthInput;
  history: TableHistory;
}): { bytes: number; estimated: boolean } | undefined {
  const { reclaimableBytes } = context.input;
  if (reclaimableBytes !== undefined) {
    return { bytes: Math.max(0, reclaimableBytes), estimated: false };
  }
  const bytes =
    context.history.main.length === 0
      ? undefined
      : removedBytes(context.history);
  return bytes === undefined ? undefined : { bytes, estimated: true };
}
