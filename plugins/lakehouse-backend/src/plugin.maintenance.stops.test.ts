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
  const { ended, propose } = shop;

  it('stops before what another writer made pointless, and never acts on another table of the same name', async () => {
    const run = await propose(['1-rewrite-data-files']);
    await shop.lake.rewriteDataFiles(NAME, { minInputFiles: 2 });
    await shop.client.approveRun(run.summary.id, {}, BEN);
    expect((await ended(run.summary.id)).units).toMatchObject([
      {
        state: 'skipped',
        reason: expect.stringMatching(/Nothing is left to merge/),
      },
      { state: 'skipped' },
    ]);

    await shop.lake.append(NAME, { rows: [{ id: 1, day: '2026-11-01' }] });
    const again = await propose();
    await shop.lake.dropTable(NAME);
    await shop.lake.createTable(NAME, {
      columns: [{ name: 'id', type: 'long' }],
    });
    await shop.client.approveRun(again.summary.id, {}, BEN);
    expect((await ended(again.summary.id)).summary).toMatchObject({
      state: 'failed',
      reason: expect.stringMatching(/dropped and created anew/),
    });
  });

  it('stops at the budget, and is cancelled before it begins', async () => {
    const plan = await shop.client.createPlan(ORDERS, ANN);
    const [unit] = plan.plan.steps[0].units;
    const bytes =
      unit.operation === 'rewrite-data-files'
        ? unit.predicted.rewrittenBytes
        : '';
    const run = await shop.client.proposeRun(
      { planId: plan.id, maxRewrittenBytes: String(Number(bytes) + 10) },
      ANN,
    );
    await shop.client.approveRun(run.summary.id, {}, BEN);
    const stopped = await ended(run.summary.id);
    expect(stopped.summary).toMatchObject({
      state: 'done',
      reason: expect.stringMatching(/budget/),
      units: { done: 1, skipped: 3 },
    });

    const unwanted = await propose();
    await shop.client.cancelRun(
      unwanted.summary.id,
      { reason: 'Not now' },
      BEN,
    );
    expect(
      (await shop.client.getRun(unwanted.summary.id, ANN)).summary,
    ).toMatchObject({ state: 'cancelled', reason: 'Not now' });
    await expect(
      shop.client.approveRun(unwanted.summary.id, {}, BEN),
    ).rejects.toMatchObject({ cause: { name: 'ConflictError' } });
  });
});
