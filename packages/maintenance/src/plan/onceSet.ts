import {
  formatBytes,
  judge,
  policyOnceSet,
  simulateProperties,
  type TableHealth,
} from '@lakehouse-portal/table-health';
import type { PlanInput } from './PlanInput';
import type { StepDraft } from './StepDraft';

const TARGET = 'write.target-file-size-bytes';
const METRICS = 'write.metadata.metrics.default';

/** What a rewrite is planned on where the same plan sets properties by which it writes. */
export interface OnceSet {
  input: PlanInput;
  health: TableHealth;
  /** What it goes by, as a full sentence. */
  note: string;
}

/**
 * The table as a step leaves it that sets properties by which files are written. A rewrite that was planned for what holds
 * before would be to no purpose: the next plan would have it done again.
 *
 * @returns undefined where no rewrite goes by what the step sets.
 */
export function onceSet(
  input: PlanInput,
  { sets = {} }: Pick<StepDraft, 'sets'>,
): OnceSet | undefined {
  const policy = policyOnceSet(input.policy, sets);
  const target = policy.targetFileSizeBytes.value;
  const wants = [
    sets[TARGET] === String(target) && `files of ${formatBytes(target)}`,
    METRICS in sets && 'statistics of columns',
  ].filter(Boolean);
  if (wants.length === 0) {
    return undefined;
  }
  const { metadata } = simulateProperties(input, sets);
  const changed: PlanInput = { ...input, metadata, policy };
  return {
    input: changed,
    health: judge(changed, policy),
    note: `It goes by what the step before sets (${wants.join(
      ', ',
    )}), and can only be done together with that step.`,
  };
}
