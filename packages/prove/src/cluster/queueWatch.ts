import type { TrinoProgress } from '@lakehouse-portal/trino';

/** After which a statement that is still queued is said to wait. */
const PATIENCE_MS = 2_000;

/** Calls `onQueued` as long as a statement stays in the queue of the coordinator for more than a moment. */
export function queueWatch(
  onQueued: () => void,
): (progress: TrinoProgress) => void {
  let since: number | undefined;
  return ({ state }) => {
    if (state !== 'QUEUED' && state !== 'WAITING_FOR_RESOURCES') {
      since = undefined;
      return;
    }
    since ??= performance.now();
    if (performance.now() - since > PATIENCE_MS) {
      onQueued();
    }
  };
}
