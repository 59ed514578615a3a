import type { ProofFailure } from '../model';

/** A step is recorded as failed or cancelled: what needs it can't be tried. Never leaves the package. */
export class StepFailed extends Error {
  constructor(
    readonly outcome: 'failed' | 'cancelled',
    readonly failure?: ProofFailure,
  ) {
    super(failure?.message ?? 'Cancelled');
    this.name = 'StepFailed';
  }
}
