import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockCredentials } from '@backstage/backend-test-utils';
import { EmbeddedLakehouse } from '@lakehouse-portal/embedded';
import type { MaintenancePlan } from '@lakehouse-portal/maintenance';
import {
  lakehouseErrorName,
  MaintenanceClient,
  type RunDetail,
  type RunStreamEvent,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type { TableHealth } from '@lakehouse-portal/table-health';
import request from 'supertest';
import { startPlugin } from './__testUtils__/startPlugin';
import { TestPlanner } from './__testUtils__/TestPlanner';
import { untilTrue } from './__testUtils__/untilTrue';

jest.setTimeout(120_000);

const ORDERS = { lakehouse: 'shop', schema: 'silver', table: 'orders' };
const NAME = 'silver.orders';
const ANN = { token: mockCredentials.user.token('user:default/ann') };
const BEN = { token: mockCredentials.user.token('user:default/ben') };

describe('maintenance over the HTTP API, with an embedded lakehouse', () => {
  let root: string;
  let lake: EmbeddedLakehouse;
  let planner: TestPlanner;
  let backend: Awaited<ReturnType<typeof startPlugin>>;
  let client: MaintenanceClient;

  async function start(denied: string[] = []) {
    backend = await startPlugin({
      lakehouse: {
        connections: {
          shop: { type: 'embedded', directory: join(root, 'shop') },
        },
        maintenance: { pollSeconds: 1 },
      },
      planner,
      denied,
    });
    const { port } = backend.server.address() as AddressInfo;
    client = new MaintenanceClient({
      discoveryApi: {
        getBaseUrl: async () => `http://127.0.0.1:${port}/api/lakehouse`,
      },
    });
  }

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'maintenance-'));
    lake = await EmbeddedLakehouse.open({
      directory: join(root, 'shop'),
      name: 'shop',
      durable: false,
    });
    await lake.createNamespace('silver', {
      'lakehouse.owner': 'group:default/orders',
    });
    await lake.createTable(NAME, {
      columns: [
        { name: 'id', type: 'long' },
        { name: 'day', type: 'date' },
      ],
      partitionBy: [{ column: 'day' }],
    });
    for (let batch = 0; batch < 6; batch++) {
      await lake.append(NAME, {
        sql: `SELECT i AS id, DATE '2026-11-01' + (i % 2)::INTEGER AS day FROM range(${
          batch * 20
        }, ${batch * 20 + 20}) t(i)`,
      });
    }
    planner = new TestPlanner();
    await start();
  });
  afterEach(async () => {
    await backend.stop();
    await lake.close();
    await rm(root, { recursive: true, force: true });
  });

  const ended = (id: string) =>
    untilTrue(
      () => client.getRun(id, ANN),
      ({ summary }) => ['done', 'failed', 'cancelled'].includes(summary.state),
    );
  const propose = async (steps?: string[]): Promise<RunDetail> => {
    const plan = await client.createPlan(ORDERS, ANN);
    return client.proposeRun({ planId: plan.id, steps }, ANN);
  };

  it('plans, waits for an approval, compacts, verifies, lets snapshots expire, and tells the owner', async () => {
    for (let batch = 0; batch < 60; batch++) {
      await lake.append(NAME, { rows: [{ id: batch, day: '2026-11-01' }] });
    }
    const before = await lake.contentChecksum(NAME);
    const document = await client.createPlan(ORDERS, ANN);
    expect(document).toMatchObject({ engine: 'embedded', ...ORDERS });
    expect(document.plan.steps.map(step => step.id)).toEqual([
      '1-rewrite-data-files',
      '2-rewrite-manifests',
      '3-expire-snapshots',
    ]);
    expect(await client.getPlan(document.id, ANN)).toEqual(document);

    const proposed = await client.proposeRun({ planId: document.id }, ANN);
    expect(proposed.summary).toMatchObject({
      state: 'proposed',
      createdBy: 'user:default/ann',
      awaitingApproval: document.plan.steps.map(step => step.id),
      units: { total: 4, done: 0 },
    });
    const { id } = proposed.summary;
    const partly = await client.approveRun(
      id,
      { steps: ['1-rewrite-data-files'] },
      BEN,
    );
    expect(partly.summary).toMatchObject({
      state: 'proposed',
      awaitingApproval: ['2-rewrite-manifests', '3-expire-snapshots'],
    });
    await client.approveRun(id, {}, BEN);

    const seen: RunStreamEvent[] = [];
    for await (const event of client.watchRun(id, {}, ANN)) {
      seen.push(event);
    }
    expect(seen.at(-1)).toEqual({ type: 'end', state: 'done' });
    expect(
      seen.flatMap(event => (event.type === 'event' ? [event.kind] : [])),
    ).toEqual([
      'proposed',
      'approved',
      'approved',
      'started',
      'unit-started',
      'unit-done',
      'unit-started',
      'unit-done',
      'unit-started',
      'unit-done',
      'verified',
      'unit-started',
      'unit-done',
      'verifying',
      'verified',
      'done',
    ]);

    // The log names steps by what they do, and not by their ids.
    const [compaction] = document.plan.steps;
    expect(seen).toContainEqual(
      expect.objectContaining({
        kind: 'approved',
        message: `Approved: ${compaction.title}`,
      }),
    );

    const done = await client.getRun(id, ANN);
    expect(done.summary).toMatchObject({
      state: 'done',
      units: { total: 4, done: 4, skipped: 0, failed: 0 },
      contentChanged: false,
    });
    expect(done.summary.scoreAfter!).toBeGreaterThan(done.summary.scoreBefore!);
    expect(done.units.map(unit => [unit.label, unit.state])).toEqual([
      ['day=2026-11-01', 'done'],
      ['day=2026-11-02', 'done'],
      [expect.stringContaining('manifests'), 'done'],
      ['65 snapshots', 'done'],
    ]);
    expect(done.verification).toMatchObject({
      content: [{ same: true, rowsBefore: '180', rowsAfter: '180' }],
      notCompared: [],
      refs: [{ name: 'main', readable: true }],
    });
    expect(BigInt(done.spent.freedBytes)).toBeGreaterThan(0n);
    // What was current when the plan was made is still there, and what a rollback needs is said.
    expect(done.rollback).toMatchObject({
      possible: true,
      detail: expect.stringContaining('the current one again'),
    });
    const { metadata } = await lake.loadTable(NAME);
    expect(metadata.snapshots).toHaveLength(4);
    expect(await lake.contentChecksum(NAME)).toEqual(before);

    // Besides, the owner is told that the commits which the scan found had made the table worse.
    const ofRuns = () =>
      backend.notifications.filter(
        ({ payload }) => payload.topic === 'lakehouse-maintenance',
      );
    await untilTrue(
      async () => ofRuns(),
      sent => sent.length > 0,
    );
    expect(ofRuns()).toMatchObject([
      {
        recipients: { type: 'entity', entityRef: 'group:default/orders' },
        payload: {
          title: 'Maintenance of silver.orders is done',
          severity: 'normal',
          link: `/lakehouse?show=maintenance&run=${id}`,
        },
      },
    ]);
    await untilTrue(
      async () => backend.audits,
      audits =>
        audits.some(
          ({ eventId, outcome }) =>
            eventId === 'maintenance-run' && outcome === 'success',
        ),
    );
  });

  it('brings an ill table to health by a plan of its own, and the plan’s numbers are what happened', async () => {
    await backend.stop();
    const DAY_MS = 24 * 60 * 60 * 1000;
    let clockMs = Date.now() - 400 * DAY_MS;
    const past = await EmbeddedLakehouse.open({
      directory: join(root, 'shop'),
      durable: false,
      now: () => clockMs,
    });
    await past.createTable('silver.visits', {
      columns: [
        { name: 'id', type: 'long' },
        { name: 'day', type: 'date' },
      ],
      partitionBy: [{ column: 'day' }],
      properties: { 'history.expire.max-snapshot-age-ms': '432000000' },
    });
    for (let batch = 0; batch < 80; batch++) {
      clockMs += 4 * DAY_MS;
      await past.append('silver.visits', {
        sql: `SELECT i AS id, DATE '2026-11-01' + (i % 2)::INTEGER AS day FROM range(${batch}, ${
          batch + 20
        }) t(i)`,
      });
      if (batch % 8 === 0) {
        await past.delete('silver.visits', { where: `id = ${batch}` });
      }
    }
    const { location } = (await past.loadTable('silver.visits')).metadata;
    const orphan = join(
      location.slice('file://'.length),
      'data',
      'lost.parquet',
    );
    await writeFile(orphan, 'nobody knows it');
    const longAgo = new Date(Date.now() - 30 * DAY_MS);
    await utimes(orphan, longAgo, longAgo);
    await past.close();
    planner = undefined as never;
    await start();

    const health = async (): Promise<TableHealth> => {
      const { body } = await request(backend.server)
        .get(
          '/api/lakehouse/lakehouses/shop/schemas/silver/tables/visits/health',
        )
        .set('Authorization', `Bearer ${ANN.token}`)
        .expect(200);
      return body.health ?? body;
    };
    const orphansOnHealth = async () =>
      (await health()).dimensions.find(({ id }) => id === 'orphan-files');
    /** As a plan says it. */
    const freedBy = (one: MaintenancePlan) => {
      const { benefit } = one.steps.find(
        ({ operation }) => operation === 'expire-snapshots',
      )!;
      return {
        reclaimableBytes: Number(benefit.freedBytes),
        reclaimableFiles: benefit.freedFiles,
      };
    };
    const before = await lake.contentChecksum('silver.visits');
    const visits = { ...ORDERS, table: 'visits' };
    const { id: planId, plan } = await client.createPlan(visits, ANN);
    expect(plan.steps.map(one => one.operation)).toEqual([
      'rewrite-data-files',
      'rewrite-manifests',
      'expire-snapshots',
      'remove-orphan-files',
    ]);
    // What the scan calls reclaimable is what the plan frees.
    expect(freedBy(plan).reclaimableFiles).toBeGreaterThan(80);
    expect(await health()).toMatchObject(freedBy(plan));
    // What the plan has listed, health tells from then on, and that it is less afterwards.
    expect(await orphansOnHealth()).toMatchObject({
      state: 'known',
      value: '1 file, 15 bytes',
      valueDetail: expect.stringMatching(/^Listed /),
    });
    const step = (operation: string) =>
      plan.steps.find(one => one.operation === operation)!;
    const { summary } = await client.proposeRun({ planId }, ANN);
    await client.approveRun(
      summary.id,
      { steps: plan.steps.map(one => one.id) },
      BEN,
    );
    const done = await ended(summary.id);
    expect(done.summary.state).toBe('done');
    expect(
      done.units.map(unit => [unit.operation, unit.state, unit.reason]),
    ).toEqual([
      ['rewrite-data-files', 'done', undefined],
      ['rewrite-data-files', 'done', undefined],
      // The compaction has rewritten them all.
      ['rewrite-manifests', 'skipped', 'No manifests are left to merge.'],
      ['expire-snapshots', 'done', undefined],
      ['remove-orphan-files', 'done', undefined],
    ]);
    // The plan has also looked for orphan files, which a scan doesn't.
    expect(
      Math.abs(done.summary.scoreBefore! - plan.scoreBefore!),
    ).toBeLessThanOrEqual(3);
    expect(done.summary.scoreAfter!).toBeGreaterThan(done.summary.scoreBefore!);
    expect(
      Math.abs(done.summary.scoreAfter! - plan.scoreAfter!),
    ).toBeLessThanOrEqual(3);

    expect(await orphansOnHealth()).toMatchObject({
      state: 'known',
      value: 'None',
    });
    const outcomes = (operation: string) =>
      done.units.filter(unit => unit.operation === operation);
    for (const { unit, outcome } of outcomes('rewrite-data-files')) {
      expect(unit).toMatchObject({
        predicted: {
          filesBefore: outcome?.removedDataFiles,
          filesAfter: outcome?.addedDataFiles,
          rewrittenBytes: outcome?.rewrittenBytes,
        },
      });
    }
    const [expiry] = outcomes('expire-snapshots');
    expect(expiry.outcome).toMatchObject({
      expiredSnapshots:
        step('expire-snapshots').benefit.snapshots!.before -
        step('expire-snapshots').benefit.snapshots!.after,
      freedBytes: step('expire-snapshots').benefit.freedBytes,
    });
    const [orphans] = outcomes('remove-orphan-files');
    expect(orphans.outcome).toMatchObject({
      deletedFiles: 1,
      freedBytes: step('remove-orphan-files').benefit.freedBytes,
    });
    expect(await lake.contentChecksum('silver.visits')).toEqual(before);
    const again = await client.createPlan(visits, ANN);
    // What was current before the compaction is old, too, and not needed any more.
    expect(again.plan.steps.map(one => one.operation)).toEqual([
      'expire-snapshots',
    ]);
    expect(await health()).toMatchObject(freedBy(again.plan));
  });

  it('takes no approval of one’s own where the policy says four eyes, and one active run of a table', async () => {
    planner.approval = 'four-eyes';
    const run = await propose();
    await expect(
      client.approveRun(run.summary.id, {}, ANN),
    ).rejects.toMatchObject({
      cause: { message: expect.stringMatching(/takes two people/) },
    });
    const other = await propose(['1-rewrite-data-files']);
    // Both ask at the same time: one gets the table.
    const answers = await Promise.allSettled([
      client.approveRun(run.summary.id, {}, BEN),
      client.approveRun(other.summary.id, {}, BEN),
    ]);
    expect(answers.map(answer => answer.status).sort()).toEqual([
      'fulfilled',
      'rejected',
    ]);
    const refused = answers.find(answer => answer.status === 'rejected');
    expect(lakehouseErrorName(refused?.reason)).toBe('ConflictError');
    const winner = answers.findIndex(answer => answer.status === 'fulfilled');
    await ended([run, other][winner].summary.id);
    const { items } = await client.listRuns({ ...ORDERS, limit: 1 }, ANN);
    expect(items).toHaveLength(1);
  });

  it('stops before what another writer made pointless, and never acts on another table of the same name', async () => {
    const run = await propose(['1-rewrite-data-files']);
    await lake.rewriteDataFiles(NAME, { minInputFiles: 2 });
    await client.approveRun(run.summary.id, {}, BEN);
    expect((await ended(run.summary.id)).units).toMatchObject([
      {
        state: 'skipped',
        reason: expect.stringMatching(/Nothing is left to merge/),
      },
      { state: 'skipped' },
    ]);

    await lake.append(NAME, { rows: [{ id: 1, day: '2026-11-01' }] });
    const again = await propose();
    await lake.dropTable(NAME);
    await lake.createTable(NAME, {
      columns: [{ name: 'id', type: 'long' }],
    });
    await client.approveRun(again.summary.id, {}, BEN);
    expect((await ended(again.summary.id)).summary).toMatchObject({
      state: 'failed',
      reason: expect.stringMatching(/dropped and created anew/),
    });
  });

  it('stops at the budget, and is cancelled before it begins', async () => {
    const plan = await client.createPlan(ORDERS, ANN);
    const [unit] = plan.plan.steps[0].units;
    const bytes =
      unit.operation === 'rewrite-data-files'
        ? unit.predicted.rewrittenBytes
        : '';
    const run = await client.proposeRun(
      { planId: plan.id, maxRewrittenBytes: String(Number(bytes) + 10) },
      ANN,
    );
    await client.approveRun(run.summary.id, {}, BEN);
    const stopped = await ended(run.summary.id);
    expect(stopped.summary).toMatchObject({
      state: 'done',
      reason: expect.stringMatching(/budget/),
      units: { done: 1, skipped: 3 },
    });

    const unwanted = await propose();
    await client.cancelRun(unwanted.summary.id, { reason: 'Not now' }, BEN);
    expect(
      (await client.getRun(unwanted.summary.id, ANN)).summary,
    ).toMatchObject({ state: 'cancelled', reason: 'Not now' });
    await expect(
      client.approveRun(unwanted.summary.id, {}, BEN),
    ).rejects.toMatchObject({ cause: { name: 'ConflictError' } });
  });

  it('rolls back what it rewrote, and not over commits of others unless that is accepted', async () => {
    const before = (await lake.loadTable(NAME)).metadata.currentSnapshotId;
    const run = await propose(['1-rewrite-data-files']);
    const { id } = run.summary;
    await client.approveRun(id, {}, BEN);
    const done = await ended(id);
    expect(done.rollback).toMatchObject({ possible: true, snapshotId: before });
    await lake.append(NAME, { rows: [{ id: 500, day: '2026-11-01' }] });
    // Nobody is offered what would be refused.
    expect((await client.getRun(id, ANN)).rollback).toMatchObject({
      possible: false,
      losesCommits: true,
      detail: expect.stringMatching(
        /^It can't be rolled back any more\. Others have committed/,
      ),
    });
    await expect(client.rollbackRun(id, {}, BEN)).rejects.toMatchObject({
      cause: {
        name: 'ConflictError',
        message: expect.stringMatching(/Others have committed/),
      },
    });
    const back = await client.rollbackRun(id, { acceptLoss: true }, BEN);
    expect(back.rollback).toMatchObject({
      possible: false,
      doneBy: 'user:default/ben',
    });
    // Lists say so, too: what it had made of the score holds no more.
    expect((await client.listRuns({}, ANN)).items).toMatchObject([
      { id, state: 'done', rolledBackAt: back.rollback.doneAt },
    ]);
    const { metadata } = await lake.loadTable(NAME);
    expect(metadata.currentSnapshotId).toBe(before);
    // Judged again at once: no page calls it as well as the run had left it.
    const { body } = await request(backend.server)
      .get('/api/lakehouse/tables?lakehouse=shop')
      .set('authorization', `Bearer ${ANN.token}`)
      .expect(200);
    expect(body.items).toMatchObject([{ table: 'orders', dataFiles: 12 }]);
    // The owner hears of it, and of whom.
    expect(backend.notifications).toContainEqual({
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
    const before = (await lake.loadTable(NAME)).metadata.currentSnapshotId;
    const { summary } = await propose(['1-rewrite-data-files']);
    await client.approveRun(summary.id, {}, BEN);
    const done = await ended(summary.id);
    expect(done.rollback).toMatchObject({ possible: true, snapshotId: before });
    await lake.expireSnapshots(NAME, { snapshotIds: [before!] });
    expect((await client.getRun(summary.id, ANN)).rollback).toEqual({
      possible: false,
      snapshotId: before,
      detail: `It can't be rolled back any more. Snapshot ${before} has expired since.`,
    });
    await expect(client.rollbackRun(summary.id, {}, BEN)).rejects.toMatchObject(
      { cause: { name: 'ConflictError' } },
    );
    await lake.dropTable(NAME);
    expect((await client.getRun(summary.id, ANN)).rollback).toEqual({
      possible: false,
      snapshotId: before,
      detail:
        "It can't be rolled back any more: silver.orders of shop is not there.",
    });
  });

  it('is recorded in the audit log: who planned, proposed, approved and ran what, and what came of it, also of what was refused', async () => {
    planner.approval = 'four-eyes';
    const plan = await client.createPlan(ORDERS, ANN);
    const steps = ['1-rewrite-data-files'];
    const { summary } = await client.proposeRun(
      { planId: plan.id, steps },
      ANN,
    );
    await expect(client.approveRun(summary.id, {}, ANN)).rejects.toThrow();
    await client.approveRun(summary.id, { steps }, BEN);
    await ended(summary.id);
    await client.rollbackRun(summary.id, {}, BEN);
    const unwanted = await client.proposeRun({ planId: plan.id }, ANN);
    await client.cancelRun(unwanted.summary.id, { reason: 'Not now' }, BEN);

    const trail = await untilTrue(
      async () => backend.auditTrail,
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
    const plan = await client.createPlan(ORDERS, ANN);
    const { currentSnapshotId } = (await lake.loadTable(NAME)).metadata;
    await backend.stop();
    await start([permission]);
    const deeds: Record<string, () => Promise<unknown>> = {
      plan: () => client.createPlan(ORDERS, ANN),
      propose: () => client.proposeRun({ planId: plan.id }, ANN),
      approve: () => client.approveRun(run.summary.id, {}, BEN),
      cancel: () => client.cancelRun(run.summary.id, {}, BEN),
      'roll back': () => client.rollbackRun(run.summary.id, {}, BEN),
      'roll back over commits of others': () =>
        client.rollbackRun(run.summary.id, { acceptLoss: true }, BEN),
      list: () => client.listRuns({}, ANN),
    };
    await expect(deeds[deed]()).rejects.toMatchObject({
      cause: {
        name: 'NotAllowedError',
        message: expect.stringContaining(permission),
      },
    });
    // Nothing has happened.
    expect((await lake.loadTable(NAME)).metadata.currentSnapshotId).toBe(
      currentSnapshotId,
    );
  });
});
