import type { RunState } from '../model';

/**
 * What can happen to a run.
 *
 * - `approve`: the last approval that it needed was given.
 * - `return`: its approvals are not enough any more, and nothing was done yet: it waits for those that are lacking.
 * - `start`: a worker begins with it.
 * - `verify`: all units are over.
 * - `finish`: what was done is what was promised.
 * - `fail`: it can't go on, or what was done is not what was promised.
 * - `cancel`: a person said so.
 * @public
 */
export type RunEvent =
  | 'approve'
  | 'return'
  | 'start'
  | 'verify'
  | 'finish'
  | 'fail'
  | 'cancel';

/**
 * All transitions there are. What is not in here can't happen.
 * @public
 */
export const runTransitions: ReadonlyArray<{
  from: RunState;
  event: RunEvent;
  to: RunState;
}> = [
  { from: 'proposed', event: 'approve', to: 'approved' },
  { from: 'proposed', event: 'cancel', to: 'cancelled' },
  { from: 'proposed', event: 'fail', to: 'failed' },
  { from: 'approved', event: 'start', to: 'running' },
  { from: 'approved', event: 'return', to: 'proposed' },
  { from: 'approved', event: 'cancel', to: 'cancelled' },
  { from: 'approved', event: 'fail', to: 'failed' },
  { from: 'running', event: 'verify', to: 'verifying' },
  // Only before its first unit is begun.
  { from: 'running', event: 'return', to: 'proposed' },
  { from: 'running', event: 'cancel', to: 'cancelled' },
  { from: 'running', event: 'fail', to: 'failed' },
  // No cancel: what was done is done, and whether it is right must be known.
  { from: 'verifying', event: 'finish', to: 'done' },
  { from: 'verifying', event: 'fail', to: 'failed' },
];

/** States in which nothing can happen any more. @public */
export const finalRunStates: readonly RunState[] = [
  'done',
  'failed',
  'cancelled',
];

/**
 * States in which a run holds its table: at most one run of a table is in one of them.
 * @public
 */
export const activeRunStates: readonly RunState[] = [
  'approved',
  'running',
  'verifying',
];
