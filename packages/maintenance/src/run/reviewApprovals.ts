import type { MaintenancePlan, PlannedStep } from '../model';
import type { MaintenanceRules } from '../plan/MaintenanceRules';
import { numberOf, stepsToApprove, type ApprovableRun } from './approvals';

/** What policies say now of who has to approve what of a table. @public */
export type ApprovalRules = Pick<
  MaintenanceRules,
  'approvals' | 'maintainedBy'
>;

/**
 * What the approvals of a run are worth by the policies as they are now.
 * @public
 */
export type ApprovalsReview =
  /** None is lacking. */
  | { kind: 'enough' }
  /** `plan` takes more approvals than the run has; `reason` says which, and why. */
  | { kind: 'lacking'; plan: MaintenancePlan; reason: string }
  /** No approval would do: a step is switched off. */
  | { kind: 'forbidden'; reason: string };

type Rule = MaintenanceRules['approvals'][keyof MaintenanceRules['approvals']];

const strictness: Record<Rule, number> = {
  automatic: 0,
  one: 1,
  'four-eyes': 2,
  off: 3,
};

const ruleNames: Record<PlannedStep['approval'], string> = {
  automatic: 'none',
  one: 'one approval',
  'four-eyes': 'four eyes',
};

/** How sentences about it begin. */
const STRICTER = 'The policy has become stricter since the plan was made';

/**
 * A plan each of whose steps takes the stricter of the approval that it says and of that which the policies say now. It never
 * becomes laxer: who proposed or approved it has seen what it says.
 *
 * @returns `reason`: what has become stricter, as a full sentence; undefined when nothing has. `forbidden`: which of its
 * steps may not be done at all any more, as a full sentence.
 * @public
 */
export function tightenApprovals(
  plan: MaintenancePlan,
  rules: ApprovalRules,
): { plan: MaintenancePlan; reason?: string; forbidden?: string } {
  const ruleOf = ({ operation }: PlannedStep): Rule =>
    rules.maintainedBy === undefined ? rules.approvals[operation] : 'off';
  const off = plan.steps.filter(step => ruleOf(step) === 'off');
  const stricter: string[] = [];
  const steps = plan.steps.map(step => {
    const rule = ruleOf(step);
    if (rule === 'off' || strictness[rule] <= strictness[step.approval]) {
      return step;
    }
    stricter.push(
      `${nameOf(step)} takes ${ruleNames[rule]} instead of ${
        ruleNames[step.approval]
      }`,
    );
    return { ...step, approval: rule };
  });
  return {
    plan: { ...plan, steps },
    ...(stricter.length > 0 && { reason: `${STRICTER}: ${list(stricter)}.` }),
    ...(off.length > 0 && {
      forbidden:
        rules.maintainedBy === undefined
          ? `${STRICTER}: ${list(
              off.map(step => `${nameOf(step)} is switched off`),
            )}.`
          : `${STRICTER}: ${rules.maintainedBy} maintains this table now, and nothing else may.`,
    }),
  };
}

/**
 * Whether the approvals that a run has are still enough.
 *
 * @param steps - Ids of the steps that are of interest; all when left out.
 * @public
 */
export function reviewApprovals(
  run: Pick<ApprovableRun, 'plan' | 'createdBy' | 'approvals'>,
  rules: ApprovalRules,
  steps?: readonly string[],
): ApprovalsReview {
  const isWanted = ({ id }: PlannedStep) => steps?.includes(id) ?? true;
  const wanted = { ...run.plan, steps: run.plan.steps.filter(isWanted) };
  const { forbidden } = tightenApprovals(wanted, rules);
  if (forbidden !== undefined) {
    return { kind: 'forbidden', reason: forbidden };
  }
  const { plan } = tightenApprovals(run.plan, rules);
  const lacking = stepsToApprove({ ...run, plan }).filter(isWanted);
  if (lacking.length === 0) {
    return { kind: 'enough' };
  }
  const ids = lacking.map(({ id }) => id);
  const before = run.plan.steps.filter(({ id }) => ids.includes(id));
  const { reason } = tightenApprovals({ ...run.plan, steps: before }, rules);
  return {
    kind: 'lacking',
    plan,
    reason:
      reason ??
      `The approvals of the run are not enough: ${list(
        lacking.map(
          step => `${nameOf(step)} takes ${ruleNames[step.approval]}`,
        ),
      )}.`,
  };
}

function nameOf(step: PlannedStep): string {
  return `step ${numberOf(step)} (${step.title})`;
}

function list(parts: string[]): string {
  return parts.join('; ');
}
