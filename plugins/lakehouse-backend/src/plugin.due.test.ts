import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockCredentials } from '@backstage/backend-test-utils';
import { EmbeddedLakehouse } from '@lakehouse-portal/embedded';
import { MaintenanceClient } from '@lakehouse-portal/plugin-lakehouse-common';
import { startPlugin } from './__testUtils__/startPlugin';
import { untilTrue } from './__testUtils__/untilTrue';

jest.setTimeout(90_000);

const ANN = { token: mockCredentials.user.token('user:default/ann') };
const BEN = { token: mockCredentials.user.token('user:default/ben') };

describe('what is due, over the HTTP API, with an embedded lakehouse', () => {
  let root: string;
  let lake: EmbeddedLakehouse;
  let backend: Awaited<ReturnType<typeof startPlugin>>;
  let client: MaintenanceClient;

  async function start(spec?: object, denied: string[] = []) {
    backend = await startPlugin({
      lakehouse: {
        connections: {
          shop: { type: 'embedded', directory: join(root, 'shop') },
        },
        maintenance: { pollSeconds: 1 },
        policies: {
          maintenance: spec
            ? [
                {
                  apiVersion: 'lakehouse-portal.io/v1alpha1',
                  kind: 'MaintenancePolicy',
                  metadata: { name: 'nightly' },
                  spec,
                },
              ]
            : [],
        },
      },
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
    root = await mkdtemp(join(tmpdir(), 'due-'));
    lake = await EmbeddedLakehouse.open({
      directory: join(root, 'shop'),
      name: 'shop',
      durable: false,
    });
    await lake.createNamespace('silver', {
      'lakehouse.owner': 'group:default/orders',
    });
    for (const [name, batches] of [
      ['silver.orders', 60],
      ['silver.returns', 30],
      ['silver.fine', 1],
    ] as const) {
      await lake.createTable(name, {
        columns: [{ name: 'id', type: 'long' }],
      });
      for (let batch = 0; batch < batches; batch++) {
        await lake.append(name, { rows: [{ id: batch }] });
      }
    }
  });
  afterEach(async () => {
    await backend.stop();
    await lake.close();
    await rm(root, { recursive: true, force: true });
  });

  /** Once all tables are judged: before, the list grows while it is looked at. */
  const dueTables = () =>
    untilTrue(
      () => client.listDue({}, ANN),
      page =>
        page.unknown === undefined &&
        page.items.some(item => item.table === 'orders') &&
        page.total > 1,
    );

  it('comes from the scan, what is to be gained most by first, page by page, with the reason and the next start', async () => {
    await start({
      // Closed but for one minute in the week, which is not now.
      windows: [
        {
          days: [
            ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'][
              (new Date().getUTCDay() + 3) % 7
            ],
          ],
          from: '03:00',
          to: '03:01',
        },
      ],
      operations: { 'rewrite-manifests': 'automatic' },
    });
    const { items, total, nextCursor } = await dueTables();
    expect(nextCursor).toBeUndefined();
    expect(total).toBe(items.length);
    expect(items[0]).toMatchObject({
      lakehouse: 'shop',
      schema: 'silver',
      table: 'orders',
      owner: 'group:default/orders',
      operations: expect.arrayContaining(['rewrite-manifests']),
      automatic: ['rewrite-manifests'],
      waiting: {
        cause: 'window',
        reason: 'It waits for the next window (policy nightly).',
      },
    });
    expect(items[0].reasons[0].finding).toMatch(/\w+ \w+/);
    expect(items[0].gain).toBeGreaterThan(0);
    expect(items[0].nextStart).toMatch(/T03:00:00.000Z$/);
    const gains = items.map(item => item.gain);
    expect(gains).toEqual([...gains].sort((a, b) => b - a));

    const first = await client.listDue({ limit: 1 }, ANN);
    expect(first.items).toHaveLength(1);
    const second = await client.listDue(
      { limit: 100, cursor: first.nextCursor },
      ANN,
    );
    expect([...first.items, ...second.items].map(item => item.table)).toEqual(
      items.map(item => item.table),
    );
    await expect(
      client.listDue(
        { cursor: first.nextCursor, owner: 'user:default/x' },
        ANN,
      ),
    ).rejects.toMatchObject({
      body: { error: { message: expect.stringContaining('nextCursor') } },
    });
    expect(await client.listDue({ owner: 'user:default/nobody' }, ANN)).toEqual(
      { items: [], total: 0 },
    );
    // Nothing is started outside of the window.
    await backend.trigger('start-maintenance');
    expect((await client.listRuns({}, ANN)).items).toEqual([]);
  });

  it('is started by the policy alone where it says so, and is not due any more afterwards', async () => {
    await start({
      operations: { 'rewrite-manifests': 'automatic' },
      concurrency: 1,
    });
    await dueTables();
    await backend.trigger('start-maintenance');
    const run = await untilTrue(
      async () =>
        (
          await client.listRuns({ table: 'orders', state: ['done'] }, ANN)
        ).items[0],
      one => one !== undefined,
    );
    expect(run).toMatchObject({
      createdBy: 'policy:nightly',
      operations: ['rewrite-manifests'],
      state: 'done',
    });
    expect(run.scoreAfter).toBeGreaterThan(run.scoreBefore ?? 100);
    const page = await client.listDue({ operation: 'rewrite-manifests' }, ANN);
    expect(page.items.map(item => item.table)).not.toContain('orders');
    expect(
      backend.audits.filter(
        audit => audit.eventId === 'maintenance' && audit.outcome === 'success',
      ).length,
    ).toBeGreaterThan(0);
    expect(
      (await client.getRun(run.id, BEN)).run.plan.steps.map(
        step => step.operation,
      ),
    ).toEqual(['rewrite-manifests']);
  });

  it('is planned, proposed, approved and cancelled together, each table with its own answer', async () => {
    await start();
    await dueTables();
    const plan = await client.createPlans(
      {
        tables: ['orders', 'returns', 'fine', 'missing', 'orders'].map(
          table => ({ lakehouse: 'shop', schema: 'silver', table }),
        ),
        operations: ['rewrite-manifests'],
      },
      ANN,
    );
    expect(plan.items.map(item => item.table)).toEqual([
      'orders',
      'returns',
      'fine',
      'missing',
    ]);
    const [orders, returns, fine, missing] = plan.items;
    expect(orders).toMatchObject({
      engine: 'embedded',
      steps: [
        { operation: 'rewrite-manifests', approval: 'one', destructive: false },
      ],
    });
    expect(fine).toMatchObject({ steps: [], declined: expect.any(String) });
    expect(missing.error).toMatchObject({ name: 'NotFoundError' });
    expect(plan).toMatchObject({ matching: 4, leftOut: 0 });
    expect(plan.totals).toMatchObject({ failed: 1, destructiveSteps: 0 });
    expect(plan.totals.steps).toBe(
      orders.steps.length + returns.steps.length + fine.steps.length,
    );
    await expect(client.createPlans({}, ANN)).rejects.toMatchObject({
      body: { error: { message: 'Name either tables or a filter' } },
    });
    const filtered = await client.createPlans(
      { filter: { operation: 'rewrite-manifests' }, limit: 1 },
      ANN,
    );
    expect(filtered.items.map(item => item.table)).toEqual(['orders']);
    expect(filtered.leftOut).toBe(filtered.matching - 1);

    const proposed = await client.proposeBatch(
      {
        plans: [
          ...[orders, fine].map(item => ({
            planId: item.planId!,
            steps: item.steps.length > 0 ? [item.steps[0].id] : undefined,
          })),
          { planId: 'no-such-plan' },
        ],
      },
      ANN,
    );
    expect(proposed).toMatchObject({ done: 1, failed: 2 });
    expect(proposed.results[0].run).toMatchObject({
      state: 'proposed',
      batch: proposed.batch,
    });
    expect(proposed.results.map(result => result.error?.name)).toEqual([
      undefined,
      'InputError',
      'NotFoundError',
    ]);
    expect(
      (await client.listRuns({ batch: proposed.batch }, ANN)).items,
    ).toHaveLength(1);
    const approved = await client.approveBatch(proposed.batch, BEN);
    expect(approved).toMatchObject({ done: 1, failed: 0 });
    await untilTrue(
      () => client.getRun(approved.results[0].runId!, ANN),
      ({ summary }) => summary.state === 'done',
    );

    const again = await client.proposeBatch(
      {
        plans: [orders, ...plan.items.slice(1, 2)]
          .filter(item => item.steps.length > 0)
          .map(item => ({ planId: item.planId! })),
      },
      ANN,
    );
    const cancelled = await client.cancelBatch(
      again.batch,
      { reason: 'Not today' },
      ANN,
    );
    expect(cancelled.failed).toBe(0);
    expect(
      (await client.listRuns({ batch: again.batch }, ANN)).items.map(
        ({ state, reason, awaitingApproval }) => [
          state,
          reason,
          awaitingApproval,
        ],
      ),
      // Nobody has approved them, and nothing else is said of them.
    ).toEqual(
      again.results.map(({ run }) => [
        'cancelled',
        'Not today',
        run?.awaitingApproval,
      ]),
    );
    expect(again.results[0].run?.awaitingApproval).not.toEqual([]);
    const { items: batches } = await client.listBatches({}, BEN);
    expect(batches).toEqual([
      {
        batch: again.batch,
        createdAt: expect.any(String),
        createdBy: 'user:default/ann',
        runs: again.done,
        states: { cancelled: again.done },
      },
      {
        batch: proposed.batch,
        createdAt: expect.any(String),
        createdBy: 'user:default/ann',
        runs: 1,
        states: { done: 1 },
      },
    ]);
    const { items, nextCursor } = await client.listBatches({ limit: 1 }, BEN);
    expect(items).toEqual(batches.slice(0, 1));
    expect(
      await client.listBatches({ limit: 1, cursor: nextCursor }, BEN),
    ).toEqual({ items: batches.slice(1) });
    expect(await client.listBatches({ lakehouse: 'no-such-one' }, BEN)).toEqual(
      { items: [] },
    );
    await expect(
      client.listRuns({ cursor: nextCursor }, BEN),
    ).rejects.toMatchObject({ statusCode: 400 });
    await expect(
      client.cancelBatch('no-such-batch', {}, ANN),
    ).rejects.toMatchObject({ statusCode: 404 });
  });

  it('is refused as a whole to whoever may do nothing of it', async () => {
    await start(undefined, [
      'lakehouse.maintenance.plan',
      'lakehouse.maintenance.run',
    ]);
    const table = { lakehouse: 'shop', schema: 'silver', table: 'orders' };
    await expect(
      client.createPlans({ tables: [table] }, ANN),
    ).rejects.toMatchObject({ statusCode: 403 });
    await expect(
      client.proposeBatch({ plans: [{ planId: 'any' }] }, ANN),
    ).rejects.toMatchObject({ statusCode: 403 });
  });
});
