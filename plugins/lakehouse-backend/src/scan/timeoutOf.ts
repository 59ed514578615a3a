import type { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import { durationToMilliseconds } from '@backstage/types';
import { ScanTimeoutError } from './ScanTimeoutError';

/** The scheduler's timer and ours do not come to the millisecond. */
const SLACK = 0.99;

/**
 * The signal of a task, which says why it was aborted where that was because the time of the task is over: the scheduler itself
 * does not tell this from the end of the back end.
 */
export function timeoutOf(
  signal: AbortSignal,
  { timeout }: Pick<SchedulerServiceTaskScheduleDefinition, 'timeout'>,
): AbortSignal {
  const timeoutMs =
    'toMillis' in timeout
      ? timeout.toMillis()
      : durationToMilliseconds(timeout);
  const startedAt = performance.now();
  const told = new AbortController();
  const tell = () =>
    told.abort(
      performance.now() - startedAt >= timeoutMs * SLACK
        ? new ScanTimeoutError(timeoutMs)
        : signal.reason,
    );
  if (signal.aborted) {
    tell();
  } else {
    signal.addEventListener('abort', tell, { once: true });
  }
  return told.signal;
}
