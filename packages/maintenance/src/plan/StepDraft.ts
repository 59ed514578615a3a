import type { HealthInput } from '@lakehouse-portal/table-health';
import type { PlannedStep } from '../model';

/** A step before it has its place in the order. */
export type StepDraft = Pick<
  PlannedStep,
  'title' | 'reason' | 'units' | 'cost' | 'benefit'
> & {
  /** What was found, as a full sentence; absent where health recommends the step and says it. */
  finding?: string;
  /** Properties that it sets. */
  sets?: Record<string, string>;
  /** The table as the step would leave it. */
  simulate: (input: HealthInput) => HealthInput;
};
