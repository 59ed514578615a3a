import { ExecutorError } from '@lakehouse-portal/maintenance';
import type { StatementOptions } from './TrinoStatements';

/** States in which a statement has read the clock. */
const BEGUN = new Set(['running', 'finishing', 'finished', 'failed']);

/** Ends a statement that waits for too long: by the time that it begins, others would be old enough to go. */
export function endedWhenQueued(
  options: StatementOptions,
  marginMs: number,
  now: () => number,
): StatementOptions {
  const sentAt = now();
  const tooLate = new AbortController();
  let hasBegun = false;
  const isLate = () => !hasBegun && now() - sentAt > marginMs / 2;
  return {
    ...options,
    signal: options.signal
      ? AbortSignal.any([options.signal, tooLate.signal])
      : tooLate.signal,
    onProgress: progress => {
      hasBegun ||= BEGUN.has(progress.activity ?? '');
      if (isLate()) {
        tooLate.abort(
          new ExecutorError(
            'The statement waited for too long in the queue of Trino, and was withdrawn before it began.',
            { nothingChanged: true },
          ),
        );
      }
      options.onProgress?.(progress);
    },
  };
}
