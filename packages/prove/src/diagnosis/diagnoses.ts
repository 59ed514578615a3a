import type { ProofFailure } from '../model';
import type { FailureFacts } from './FailureFacts';

/** An explanation, and what it explains. */
export interface Diagnosis
  extends Pick<ProofFailure, 'hop' | 'cause' | 'remedy'> {
  when: (facts: FailureFacts) => boolean;
}

/** In the order in which they are tried: the special before the general. */
export const DIAGNOSES: Diagnosis[] = [];
