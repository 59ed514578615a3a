import type { RunSummary } from '@lakehouse-portal/plugin-lakehouse-common';

/** The state that people read of a run: what was rolled back is not done any more. */
export function shownStateOf({
  state,
  rolledBackAt,
}: Pick<RunSummary, 'state' | 'rolledBackAt'>):
  | RunSummary['state']
  | 'rolledBack' {
  return rolledBackAt ? 'rolledBack' : state;
}
