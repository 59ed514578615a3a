import type { RunSummary } from '@lakehouse-portal/plugin-lakehouse-common';

/** States of a run between its approval and its end. */
export const ACTIVE_STATES = [
  'approved',
  'running',
  'verifying',
] satisfies Array<RunSummary['state']>;

/** Whether something happens to a run in the next seconds: it is approved or runs, and waits for nothing. */
export function isUnderWay({ state, waiting }: RunSummary): boolean {
  return waiting === undefined && ACTIVE_STATES.some(one => one === state);
}
