import { TrinoQueryError } from '@lakehouse-portal/trino';
import type { StepRun } from '../run';

const PAUSE_MS = 1_000;

/** What Trino says while it is not ready; all of it passes. */
const PASSING: Record<string, string> = {
  SERVER_STARTING_UP: 'Trino is starting',
  NO_NODES_AVAILABLE: 'Trino has no node that works yet',
};

/** Repeats what a Trino that is not ready refuses, as long as a proof waits. */
export async function untilReady<T>(
  step: StepRun,
  work: () => Promise<T>,
): Promise<T> {
  const deadline = Date.now() + step.proof.waitMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const reason =
        error instanceof TrinoQueryError ? PASSING[error.errorName] : undefined;
      if (reason === undefined || Date.now() > deadline) {
        throw error;
      }
      await step.wait(reason, PAUSE_MS);
    }
  }
}
