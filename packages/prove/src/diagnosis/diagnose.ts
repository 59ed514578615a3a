import type { ProofFailure } from '../model';
import { CheckFailed } from './CheckFailed';
import { EXPLANATIONS } from './explanations';
import { factsOf } from './FailureFacts';

/**
 * Where something failed, why that usually is, and what to do; from nothing but the error.
 *
 * @param error - Anything that a session of `packages/trino` throws. Others become hop `unknown`.
 */
export function diagnose(error: unknown): ProofFailure {
  if (error instanceof CheckFailed) {
    return error.failure;
  }
  const facts = factsOf(error);
  const { message, reason, errorName, errorType, queryId } = facts;
  const found = EXPLANATIONS.find(({ when }) => when(facts));
  return {
    hop: found?.hop ?? 'unknown',
    message,
    ...(reason !== undefined && { reason }),
    cause: found?.cause ?? 'An error that the proof has no explanation for.',
    remedy:
      found?.remedy ??
      (queryId === undefined
        ? "Look into the log of Trino's coordinator."
        : `Look up the query ${queryId} in Trino's web interface, or in the log of its coordinator.`),
    errorName,
    ...(errorType !== undefined && { errorType }),
    ...(queryId !== undefined && { queryId }),
  };
}
