import { ApprovalRefusedError } from '../errors';
import type { MaintenanceRun, PlannedStep } from '../model';
import { RunTransitionError } from './nextRunState';

/** What approvals are decided by. @public */
export type ApprovableRun = Pick<
  MaintenanceRun,
  'state' | 'plan' | 'createdBy' | 'approvals'
>;

/**
 * The steps that still lack an approval, in the order of the plan. None: the run may start.
 * @public
 */
export function stepsToApprove(
  run: Pick<ApprovableRun, 'plan' | 'createdBy' | 'approvals'>,
): PlannedStep[] {
  return run.plan.steps.filter(
    step =>
      needsPerson(step) &&
      !run.approvals.some(
        approval =>
          approval.steps.includes(step.id) &&
          countsFor(step, approval.by, run.createdBy),
      ),
  );
}

/**
 * Adds an approval.
 *
 * @param approval - `steps`: ids of the steps that are approved. Left out: all that the approver may approve, except the
 * removal of orphan files: that one is approved by its id, by somebody who has seen the list.
 * @returns the approvals as they are then.
 * @throws ApprovalRefusedError when nothing would be approved by it, RunTransitionError when the run isn't `proposed`.
 * @public
 */
export function approve(
  run: ApprovableRun,
  approval: { by: string; at: string; steps?: string[] },
): MaintenanceRun['approvals'] {
  if (run.state !== 'proposed') {
    throw new RunTransitionError(run.state, 'approve');
  }
  const open = stepsToApprove(run);
  const steps =
    approval.steps === undefined
      ? impliedSteps(run, open, approval.by)
      : namedSteps(run, approval.steps, approval.by);
  return [
    ...run.approvals,
    { by: approval.by, at: approval.at, steps: [...new Set(steps)] },
  ];
}

function impliedSteps(
  run: ApprovableRun,
  open: PlannedStep[],
  by: string,
): string[] {
  const implied = open.filter(step => step.operation !== 'remove-orphan-files');
  const allowed = implied.filter(step => countsFor(step, by, run.createdBy));
  if (allowed.length > 0) {
    return allowed.map(({ id }) => id);
  }
  if (implied.length > 0) {
    throw ownRun(implied[0]);
  }
  const [orphans] = open;
  throw new ApprovalRefusedError(
    orphans
      ? `Step ${numberOf(
          orphans,
        )} removes files that nothing refers to: it is approved by naming ${
          orphans.id
        } in steps, after looking at the list.`
      : 'All steps are approved already.',
  );
}

function namedSteps(run: ApprovableRun, ids: string[], by: string): string[] {
  if (ids.length === 0) {
    throw new ApprovalRefusedError('No step is named.');
  }
  for (const id of ids) {
    const step = run.plan.steps.find(candidate => candidate.id === id);
    if (!step) {
      throw new ApprovalRefusedError(
        `The plan has no step ${JSON.stringify(id)}. Its steps are ${
          run.plan.steps.map(known => known.id).join(', ') || 'none'
        }.`,
      );
    }
    if (!countsFor(step, by, run.createdBy)) {
      throw ownRun(step);
    }
  }
  return ids;
}

/** Orphan files are never removed without somebody having seen the list, whatever a policy says. */
function needsPerson(step: PlannedStep): boolean {
  return (
    step.approval !== 'automatic' || step.operation === 'remove-orphan-files'
  );
}

function countsFor(step: PlannedStep, by: string, createdBy: string): boolean {
  return step.approval !== 'four-eyes' || !isSame(by, createdBy);
}

/** Entity refs are the same whatever their case. */
function isSame(one: string, other: string): boolean {
  return one.toLocaleLowerCase('en-US') === other.toLocaleLowerCase('en-US');
}

function ownRun(step: PlannedStep): ApprovalRefusedError {
  return new ApprovalRefusedError(
    `Step ${numberOf(step)} (${
      step.title
    }) takes two people: whoever proposed the run can't approve it.`,
  );
}

/** Of an id such as `1-expire-snapshots`, as people count. */
export function numberOf({ id }: Pick<PlannedStep, 'id'>): string {
  return id.split('-')[0];
}
