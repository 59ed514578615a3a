import type { RunSummary } from '@lakehouse-portal/plugin-lakehouse-common';

/** States of a run between its approval and its end. */
export const ACTIVE_STATES = [
  'approved',
  'running',
  'verifying',
] satisfies Array<RunSummary['state']>;

/** Whether a run was approved and has not ended; it may wait for others. */
export function isActive({ state }: Pick<RunSummary, 'state'>): boolean {
  return ACTIVE_STATES.some(one => one === state);
}

/** Whether something happens to a run in the next seconds: it is approved or runs, and waits for nothing. */
export function isUnderWay(run: RunSummary): boolean {
  return run.waiting === undefined && isActive(run);
}
