import type { HealthInput, Recommendation } from '../model';

/** A recommendation before it was put in order and predicted. */
export interface Step {
  recommendation: Recommendation;
  /** What it would make of the table; absent for advice. */
  simulate?: (input: HealthInput) => HealthInput;
}
