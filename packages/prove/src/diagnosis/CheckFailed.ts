import type { ProofFailure } from '../model';

/** All statements went well, and what they gave is not what it has to be. Never leaves the package. */
export class CheckFailed extends Error {
  readonly failure: ProofFailure;

  constructor(
    failure: Pick<ProofFailure, 'hop' | 'message' | 'cause' | 'remedy'>,
  ) {
    super(failure.message);
    this.name = 'CheckFailed';
    this.failure = { ...failure, errorName: 'CheckFailed' };
  }
}
