import request from 'supertest';
import { ANN, BEN, maintainedShop, NAME } from './__testUtils__/maintainedShop';

jest.setTimeout(120_000);

describe('maintenance over the HTTP API, with an embedded lakehouse', () => {
  const shop = maintainedShop();
  const { ended, propose } = shop;

  it('rolls back what it rewrote, and not over commits of others unless that is accepted', async () => {
    const before = (await shop.lake.loadTable(NAME)).metadata.currentSnapshotId;
    const run = await propose(['1-rewrite-data-files']);
    const { id } = run.summary;
    await shop.client.approveRun(id, {}, BEN);
    const done = await ended(id);
    expect(done.rollback).toMatchObject({ possible: true, snapshotId: before });
    await shop.lake.append(NAME, { rows: [{ id: 500, day: '2026-11-01' }] });
    // Nobody is offered what would be refused.
    expect((await shop.client.getRun(id, ANN)).rollback).toMatchObject({
      possible: false,
      losesCommits: true,
      detail: expect.stringMatching(
        /^It can't be rolled back any more\. Others have committed/,
      ),
    });
    await expect(shop.client.rollbackRun(id, {}, BEN)).rejects.toMatchObject({
      cause: {
        name: 'ConflictError',
        message: expect.stringMatching(/Others have committed/),
      },
    });
    const back = await shop.client.rollbackRun(id, { acceptLoss: true }, BEN);
    expect(back.rollback).toMatchObject({
      possible: false,
      doneBy: 'user:default/ben',
    });
    // Lists say so, too: what it had made of the score holds no more.
    expect((await shop.client.listRuns({}, ANN)).items).toMatchObject([
      { id, state: 'done', rolledBackAt: back.rollback.doneAt },
    ]);
    const { metadata } = await shop.lake.loadTable(NAME);
    expect(metadata.currentSnapshotId).toBe(before);
    // Judged again at once: no page calls it as well as the run had left it.
    const { body } = await request(shop.backend.server)
      .get('/api/lakehouse/tables?lakehouse=shop')
      .set('authorization', `Bearer ${ANN.token}`)
      .expect(200);
    expect(body.items).toMatchObject([{ table: 'orders', dataFiles: 12 }]);
    // The owner hears of it, and of whom.
    expect(shop.backend.notifications).toContainEqual({
      recipients: { type: 'entity', entityRef: 'group:default/orders' },
      payload: expect.objectContaining({
        title: 'Maintenance of silver.orders was rolled back',
        description: `ben has made the snapshot from before the run (${before}) the current one again.`,
        link: `/lakehouse?show=maintenance&run=${id}`,
        severity: 'high',
      }),
    });
  });

  it('offers no rollback once the snapshot from before has expired, nor of a table that is gone, and says why', async () => {
    const before = (await shop.lake.loadTable(NAME)).metadata.currentSnapshotId;
    const { summary } = await propose(['1-rewrite-data-files']);
    await shop.client.approveRun(summary.id, {}, BEN);
    const done = await ended(summary.id);
    expect(done.rollback).toMatchObject({ possible: true, snapshotId: before });
    await shop.lake.expireSnapshots(NAME, { snapshotIds: [before!] });
    expect((await shop.client.getRun(summary.id, ANN)).rollback).toEqual({
      possible: false,
      snapshotId: before,
      detail: `It can't be rolled back any more. Snapshot ${before} has expired since.`,
    });
    await expect(
      shop.client.rollbackRun(summary.id, {}, BEN),
    ).rejects.toMatchObject({ cause: { name: 'ConflictError' } });
    await shop.lake.dropTable(NAME);
    expect((await shop.client.getRun(summary.id, ANN)).rollback).toEqual({
      possible: false,
      snapshotId: before,
      detail:
        "It can't be rolled back any more: silver.orders of shop is not there.",
    });
  });
});
