import {
  ANN,
  BEN,
  maintainedShop,
  ORDERS,
} from './__testUtils__/maintainedShop';
import { untilTrue } from './__testUtils__/untilTrue';

jest.setTimeout(120_000);

describe('maintenance over the HTTP API, with an embedded lakehouse', () => {
  const shop = maintainedShop();
  const { ended } = shop;

  it('is recorded in the audit log: who planned, proposed, approved and ran what, and what came of it, also of what was refused', async () => {
    shop.planner.approval = 'four-eyes';
    const plan = await shop.client.createPlan(ORDERS, ANN);
    const steps = ['1-rewrite-data-files'];
    const { summary } = await shop.client.proposeRun(
      { planId: plan.id, steps },
      ANN,
    );
    await expect(shop.client.approveRun(summary.id, {}, ANN)).rejects.toThrow();
    await shop.client.approveRun(summary.id, { steps }, BEN);
    await ended(summary.id);
    await shop.client.rollbackRun(summary.id, {}, BEN);
    const unwanted = await shop.client.proposeRun({ planId: plan.id }, ANN);
    await shop.client.cancelRun(
      unwanted.summary.id,
      { reason: 'Not now' },
      BEN,
    );

    const trail = await untilTrue(
      async () => shop.backend.auditTrail,
      found => found.some(({ eventId }) => eventId === 'maintenance-run'),
    );
    const by = ({ token }: { token: string }) => `Bearer ${token}`;
    const run = { run: summary.id, ...ORDERS };
    const of = (queryType: string) =>
      trail.filter(({ meta }) => meta.queryType === queryType);
    expect(of('plan')).toMatchObject([
      {
        eventId: 'maintenance',
        outcome: 'success',
        authorization: by(ANN),
        meta: { ...ORDERS, plan: plan.id },
      },
    ]);
    expect(of('propose')).toMatchObject([
      {
        outcome: 'success',
        authorization: by(ANN),
        meta: {
          ...{ planId: plan.id, steps, ...run, state: 'proposed' },
          awaitingApproval: steps,
        },
      },
      { outcome: 'success', meta: { planId: plan.id } },
    ]);
    expect(of('approve')).toMatchObject([
      {
        outcome: 'fail',
        authorization: by(ANN),
        meta: { run: summary.id },
        error: expect.stringMatching(/takes two people/),
      },
      {
        outcome: 'success',
        authorization: by(BEN),
        meta: { steps, ...run, state: 'approved' },
      },
    ]);
    expect(of('run')).toMatchObject([
      {
        eventId: 'maintenance-run',
        outcome: 'success',
        meta: {
          ...{ ...run, engine: 'embedded', state: 'done' },
          proposedBy: 'user:default/ann',
          approvals: [{ by: 'user:default/ben', steps }],
          steps: [{ id: steps[0], units: 2 }],
          ...{ unitsDone: 2, unitsTotal: 2 },
        },
      },
    ]);
    expect(of('rollback')).toMatchObject([
      { outcome: 'success', authorization: by(BEN), meta: run },
    ]);
    expect(of('cancel')).toMatchObject([
      {
        outcome: 'success',
        authorization: by(BEN),
        meta: {
          ...{ run: unwanted.summary.id, reason: 'Not now' },
          state: 'cancelled',
        },
      },
    ]);
  });
});
