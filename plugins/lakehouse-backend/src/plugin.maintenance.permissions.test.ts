import { lakehouseErrorName } from '@lakehouse-portal/plugin-lakehouse-common';
import {
  ANN,
  BEN,
  maintainedShop,
  NAME,
  ORDERS,
} from './__testUtils__/maintainedShop';

jest.setTimeout(120_000);

describe('maintenance over the HTTP API, with an embedded lakehouse', () => {
  const shop = maintainedShop();
  const { start, ended, propose } = shop;

  it('takes no approval of one’s own where the policy says four eyes, and one active run of a table', async () => {
    shop.planner.approval = 'four-eyes';
    const run = await propose();
    await expect(
      shop.client.approveRun(run.summary.id, {}, ANN),
    ).rejects.toMatchObject({
      cause: { message: expect.stringMatching(/takes two people/) },
    });
    const other = await propose(['1-rewrite-data-files']);
    // Both ask at the same time: one gets the table.
    const answers = await Promise.allSettled([
      shop.client.approveRun(run.summary.id, {}, BEN),
      shop.client.approveRun(other.summary.id, {}, BEN),
    ]);
    expect(answers.map(answer => answer.status).sort()).toEqual([
      'fulfilled',
      'rejected',
    ]);
    const refused = answers.find(answer => answer.status === 'rejected');
    expect(lakehouseErrorName(refused?.reason)).toBe('ConflictError');
    const winner = answers.findIndex(answer => answer.status === 'fulfilled');
    await ended([run, other][winner].summary.id);
    const { items } = await shop.client.listRuns({ ...ORDERS, limit: 1 }, ANN);
    expect(items).toHaveLength(1);
  });

  it.each([
    ['lakehouse.maintenance.plan', 'plan'],
    ['lakehouse.maintenance.run', 'propose'],
    ['lakehouse.maintenance.run', 'cancel'],
    ['lakehouse.maintenance.approve', 'approve'],
    ['lakehouse.maintenance.approve', 'roll back'],
    ['lakehouse.maintenance.administer', 'roll back over commits of others'],
    ['lakehouse.read', 'list'],
  ])('without %s one may not %s', async (permission, deed) => {
    const run = await propose();
    const plan = await shop.client.createPlan(ORDERS, ANN);
    const { currentSnapshotId } = (await shop.lake.loadTable(NAME)).metadata;
    await shop.backend.stop();
    await start({ denied: [permission] });
    const deeds: Record<string, () => Promise<unknown>> = {
      plan: () => shop.client.createPlan(ORDERS, ANN),
      propose: () => shop.client.proposeRun({ planId: plan.id }, ANN),
      approve: () => shop.client.approveRun(run.summary.id, {}, BEN),
      cancel: () => shop.client.cancelRun(run.summary.id, {}, BEN),
      'roll back': () => shop.client.rollbackRun(run.summary.id, {}, BEN),
      'roll back over commits of others': () =>
        shop.client.rollbackRun(run.summary.id, { acceptLoss: true }, BEN),
      list: () => shop.client.listRuns({}, ANN),
    };
    await expect(deeds[deed]()).rejects.toMatchObject({
      cause: {
        name: 'NotAllowedError',
        message: expect.stringContaining(permission),
      },
    });
    // Nothing has happened.
    expect((await shop.lake.loadTable(NAME)).metadata.currentSnapshotId).toBe(
      currentSnapshotId,
    );
  });
});
