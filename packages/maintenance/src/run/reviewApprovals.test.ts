import * as fc from 'fast-check';
import {
  maintenanceOperations,
  type MaintenanceOperation,
  type MaintenancePlan,
  type PlannedStep,
} from '../model';
import { defaultMaintenanceRules } from '../plan/MaintenanceRules';
import { stepsToApprove } from './approvals';
import {
  reviewApprovals,
  tightenApprovals,
  type ApprovalRules,
} from './reviewApprovals';

const ANN = 'user:default/ann';
const BEN = 'user:default/ben';
const RULES = ['automatic', 'one', 'four-eyes', 'off'] as const;
const APPROVALS = ['automatic', 'one', 'four-eyes'] as const;

function planOf(
  steps: Array<[MaintenanceOperation, PlannedStep['approval']]>,
): MaintenancePlan {
  return {
    table: { uuid: 'u' },
    plannedAt: '',
    declined: [],
    steps: steps.map(([operation, approval], index) => ({
      id: `${index + 1}-${operation}`,
      operation,
      title: `Do ${operation}`,
      reason: '',
      units: [],
      cost: { readBytes: '0', writtenBytes: '0' },
      benefit: {},
      destructive: false,
      approval,
    })),
  };
}

function rulesWith(
  over: Partial<ApprovalRules['approvals']>,
  maintainedBy?: string,
): ApprovalRules {
  return {
    approvals: { ...defaultMaintenanceRules.approvals, ...over },
    maintainedBy,
  };
}

describe('approvals by the policies as they are now', () => {
  it('a policy that has become laxer takes no approval off a step', () => {
    const plan = planOf([['expire-snapshots', 'four-eyes']]);
    expect(
      tightenApprovals(plan, rulesWith({ 'expire-snapshots': 'automatic' })),
    ).toEqual({ plan });
  });

  it('a policy that has become stricter is said step by step, by what it was and what it is', () => {
    const plan = planOf([
      ['rewrite-data-files', 'automatic'],
      ['rewrite-manifests', 'one'],
      ['expire-snapshots', 'one'],
    ]);
    const found = tightenApprovals(plan, rulesWith({}));
    expect(found.plan.steps.map(step => step.approval)).toEqual([
      'one',
      'one',
      'four-eyes',
    ]);
    expect(found.reason).toBe(
      'The policy has become stricter since the plan was made: step 1 (Do rewrite-data-files) takes one approval instead of none; step 3 (Do expire-snapshots) takes four eyes instead of one approval.',
    );
  });

  it('an approval that was enough for one person is not for two, when it is by who proposed the run', () => {
    const run = {
      plan: planOf([
        ['rewrite-manifests', 'one'],
        ['expire-snapshots', 'one'],
      ]),
      createdBy: ANN,
      approvals: [
        {
          by: ANN,
          at: '',
          steps: ['1-rewrite-manifests', '2-expire-snapshots'],
        },
      ],
    };
    expect(reviewApprovals(run, rulesWith({}))).toMatchObject({
      kind: 'lacking',
      reason:
        'The policy has become stricter since the plan was made: step 2 (Do expire-snapshots) takes four eyes instead of one approval.',
    });
    // Its other step is still approved.
    expect(
      reviewApprovals(run, rulesWith({}), ['1-rewrite-manifests']).kind,
    ).toBe('enough');
    expect(
      reviewApprovals(
        { ...run, approvals: [{ ...run.approvals[0], by: BEN }] },
        rulesWith({}),
      ).kind,
    ).toBe('enough');
  });

  it('a step that is switched off, or a table that another service maintains by now, takes no approval at all', () => {
    const run = {
      plan: planOf([['expire-snapshots', 'automatic']]),
      createdBy: ANN,
      approvals: [{ by: BEN, at: '', steps: ['1-expire-snapshots'] }],
    };
    expect(
      reviewApprovals(run, rulesWith({ 'expire-snapshots': 'off' })),
    ).toEqual({
      kind: 'forbidden',
      reason:
        'The policy has become stricter since the plan was made: step 1 (Do expire-snapshots) is switched off.',
    });
    expect(reviewApprovals(run, rulesWith({}, 'Amoro'))).toEqual({
      kind: 'forbidden',
      reason:
        'The policy has become stricter since the plan was made: Amoro maintains this table now, and nothing else may.',
    });
  });

  it('whatever plan, policy and approvals: what is enough is enough for both the plan and the policy', () => {
    const operation = fc.constantFrom(...maintenanceOperations);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(operation, fc.constantFrom(...APPROVALS)), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.dictionary(operation, fc.constantFrom(...RULES)),
        fc.array(
          fc.record({
            by: fc.constantFrom(ANN, BEN),
            at: fc.constant(''),
            steps: fc.array(
              fc
                .tuple(fc.integer({ min: 1, max: 4 }), operation)
                .map(([number, name]) => `${number}-${name}`),
            ),
          }),
        ),
        (steps, over, given) => {
          const plan = planOf(steps);
          // Half of them approve everything: else hardly any would be enough.
          const approvals = given.map((one, index) =>
            index % 2 === 0
              ? { ...one, steps: plan.steps.map(({ id }) => id) }
              : one,
          );
          const run = { plan, createdBy: ANN, approvals };
          const rules = rulesWith(over);
          const review = reviewApprovals(run, rules);
          const byPolicy = {
            ...plan,
            steps: plan.steps.map(step => {
              const rule = rules.approvals[step.operation];
              return rule === 'off' ? step : { ...step, approval: rule };
            }),
          };
          const isOff = plan.steps.some(
            step => rules.approvals[step.operation] === 'off',
          );
          const lacking = [plan, byPolicy].flatMap(one =>
            stepsToApprove({ ...run, plan: one }),
          );
          expect(review.kind === 'forbidden').toBe(isOff);
          if (!isOff) {
            expect(review.kind === 'enough').toBe(lacking.length === 0);
          }
        },
      ),
    );
  });
});
