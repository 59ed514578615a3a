import type { ProofReport } from '@lakehouse-portal/prove';

/** A report with every key, `null` where there is nothing. */
export function proofToJson(report: ProofReport): object {
  return {
    ...report,
    trinoVersion: report.trinoVersion ?? null,
    steps: report.steps.map(step => ({
      ...step,
      layer: step.layer ?? null,
      found: step.found ?? null,
      failure: step.failure
        ? {
            ...step.failure,
            reason: step.failure.reason ?? null,
            errorType: step.failure.errorType ?? null,
            queryId: step.failure.queryId ?? null,
          }
        : null,
    })),
  };
}
