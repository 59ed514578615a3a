import type { ProofFailure } from '../model';
import type { FailureFacts } from './FailureFacts';

/** What is wrong, and what it is recognised by. */
export interface Explanation
  extends Pick<ProofFailure, 'hop' | 'cause' | 'remedy'> {
  when: (facts: FailureFacts) => boolean;
}
