import { MaintenanceError } from '../errors';
import type { RunState } from '../model';
import { runTransitions, type RunEvent } from './runTransitions';

/**
 * Something was asked of a run that can't happen in its state.
 * @public
 */
export class RunTransitionError extends MaintenanceError {
  readonly name = 'RunTransitionError';
  readonly state: RunState;
  readonly event: RunEvent;

  constructor(state: RunState, event: RunEvent) {
    super(`A run that is ${state} can't ${event}.`);
    this.state = state;
    this.event = event;
  }
}

/**
 * The state that an event leads to.
 *
 * @throws RunTransitionError when it can't happen in this state.
 * @public
 */
export function nextRunState(state: RunState, event: RunEvent): RunState {
  const found = runTransitions.find(
    transition => transition.from === state && transition.event === event,
  );
  if (!found) {
    throw new RunTransitionError(state, event);
  }
  return found.to;
}
