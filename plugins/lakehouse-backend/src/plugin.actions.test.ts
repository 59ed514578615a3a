import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockCredentials } from '@backstage/backend-test-utils';
import { EmbeddedLakehouse } from '@lakehouse-portal/embedded';
import { MaintenanceClient } from '@lakehouse-portal/plugin-lakehouse-common';
import request from 'supertest';
import { startPlugin } from './__testUtils__/startPlugin';
import { untilTrue } from './__testUtils__/untilTrue';

jest.setTimeout(90_000);

const ACTIONS = '/api/lakehouse/.backstage/actions/v1/actions';
const ANN = 'user:default/ann';
const BEN = { token: mockCredentials.user.token('user:default/ben') };
const ORDERS = { lakehouse: 'shop', schema: 'silver', table: 'orders' };

describe('actions for agents, through the actions registry', () => {
  let root: string;
  let lake: EmbeddedLakehouse;
  let backend: Awaited<ReturnType<typeof startPlugin>>;

  async function start(denied: string[] = []) {
    backend = await startPlugin({
      lakehouse: {
        connections: {
          shop: { type: 'embedded', directory: join(root, 'shop') },
        },
        // So that even what needs nobody's approval waits for somebody when an agent proposes it.
        maintenance: {
          pollSeconds: 1,
          // Only what the agent proposes.
          automaticStarts: false,
          approvals: {
            'set-properties': 'automatic',
            'rewrite-data-files': 'automatic',
            'rewrite-manifests': 'automatic',
            'expire-snapshots': 'automatic',
          },
        },
      },
      denied,
    });
  }

  /** As an agent does it on behalf of Ann. */
  async function invoke(name: string, input: object = {}) {
    const { status, body } = await request(backend.server)
      .post(`${ACTIONS}/lakehouse:${name}/invoke`)
      .set('Authorization', mockCredentials.user.header(ANN))
      .send(input);
    return { status, ...body };
  }

  const list = async () => {
    const { body } = await request(backend.server)
      .get(ACTIONS)
      .set('Authorization', mockCredentials.user.header(ANN));
    return body.actions as Array<{
      name: string;
      attributes: { readOnly: boolean; destructive: boolean };
      description: string;
      examples: Array<{ input: object }>;
    }>;
  };

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'actions-'));
    lake = await EmbeddedLakehouse.open({
      directory: join(root, 'shop'),
      name: 'shop',
      durable: false,
    });
    await lake.createNamespace('silver', {});
    await lake.createTable('silver.orders', {
      columns: [{ name: 'id', type: 'long' }],
    });
    for (let batch = 0; batch < 60; batch++) {
      await lake.append('silver.orders', { rows: [{ id: batch }] });
    }
  });
  afterEach(async () => {
    await backend.stop();
    await lake.close();
    await rm(root, { recursive: true, force: true });
  });

  it('lets a reader find what is ill and why, plan it, and propose a run that waits for somebody else', async () => {
    await start();
    const { output: due } = await untilTrue(
      () => invoke('list-due-maintenance', { limit: '5' }),
      answer => answer.output?.total === 1,
    );
    expect(due.tables[0]).toMatchObject({
      ...ORDERS,
      reasons: expect.arrayContaining([
        expect.objectContaining({ operation: 'rewrite-manifests' }),
      ]),
    });
    expect((await invoke('list-lakehouses')).output.lakehouses).toEqual([
      expect.objectContaining({ name: 'shop', tables: 1 }),
    ]);
    const { output: tables } = await invoke('list-tables', {
      lakehouse: 'shop',
      search: 'ord',
    });
    expect(tables).toMatchObject({ total: 1, tables: [ORDERS] });
    // Only what the schema says: no history, no hash.
    expect(tables.tables[0]).not.toHaveProperty('scoreHistory');
    const { output: health } = await invoke('get-table-health', ORDERS);
    expect(health.score).toBe(due.tables[0].score);
    expect(health.summary).toMatch(/\w+ \w+/);
    expect(health.dimensions.map(({ id }: { id: string }) => id)).toContain(
      'file-layout',
    );
    expect(health.dimensions[0]).toMatchObject({
      value: expect.stringMatching(/./),
      threshold: expect.stringMatching(/./),
      thresholdFrom: expect.stringMatching(/./),
    });
    expect(
      (await invoke('get-table-policy', ORDERS)).output.values,
    ).toContainEqual({
      name: 'Compaction',
      value: 'without approval',
      source: 'configuration of the portal',
    });

    const { output: plan } = await invoke('plan-table-maintenance', ORDERS);
    expect(plan.engine).toMatch(/embedded/i);
    const merge = plan.steps.find(
      ({ operation }: { operation: string }) =>
        operation === 'rewrite-manifests',
    );
    expect(merge).toMatchObject({ approval: 'automatic', units: 1 });
    const { output: proposed } = await invoke('propose-maintenance-run', {
      planId: plan.planId,
      steps: [merge.id],
    });
    expect(proposed).toMatchObject({
      ...ORDERS,
      state: 'proposed',
      proposedBy: ANN,
      awaitingApproval: [merge.id],
      approvedBy: [],
    });

    const { port } = backend.server.address() as AddressInfo;
    const client = new MaintenanceClient({
      discoveryApi: {
        getBaseUrl: async () => `http://127.0.0.1:${port}/api/lakehouse`,
      },
    });
    // Whoever has Ann's token may be the agent: it can't approve, whichever way it tries.
    await expect(
      client.approveRun(
        proposed.runId,
        {},
        { token: mockCredentials.user.token(ANN) },
      ),
    ).rejects.toMatchObject({
      cause: { message: expect.stringMatching(/takes two people/) },
    });
    expect(
      (await invoke('get-maintenance-run', { runId: proposed.runId })).output
        .state,
    ).toBe('proposed');
    await client.approveRun(proposed.runId, {}, BEN);
    const done = await untilTrue(
      () => invoke('get-maintenance-run', { runId: proposed.runId }),
      ({ output }) => ['done', 'failed'].includes(output.state),
    );
    expect(done.output).toMatchObject({
      state: 'done',
      approvedBy: ['user:default/ben'],
      contentChanged: false,
    });
    expect(backend.audits).toEqual(
      expect.arrayContaining([
        { eventId: 'maintenance', outcome: 'success' },
        { eventId: 'maintenance', outcome: 'fail' },
      ]),
    );
  });

  it('says of each what it does to the world; none approves, runs, cancels or rolls back', async () => {
    await start();
    const actions = await list();
    expect(
      actions.map(({ name, attributes }) => [
        name,
        attributes.readOnly,
        attributes.destructive,
      ]),
    ).toEqual([
      ['list-lakehouses', true, false],
      ['list-tables', true, false],
      ['get-table-health', true, false],
      ['list-due-maintenance', true, false],
      ['get-table-policy', true, false],
      ['plan-table-maintenance', false, false],
      ['propose-maintenance-run', false, false],
      ['get-maintenance-run', true, false],
    ]);
    for (const { description, examples } of actions) {
      expect(description.length).toBeGreaterThan(60);
      expect(examples.length).toBeGreaterThan(0);
    }
    expect(await invoke('list-tables', { limit: 1000 })).toMatchObject({
      status: 400,
      error: { name: 'InputError' },
    });
    expect(
      await invoke('get-table-health', { ...ORDERS, table: 'nobody' }),
    ).toMatchObject({ status: 404 });
  });

  it.each([
    [
      'lakehouse.read',
      ['get-table-policy', 'plan-table-maintenance', 'propose-maintenance-run'],
    ],
    [
      'lakehouse.maintenance.plan',
      [
        'list-lakehouses',
        'list-tables',
        'get-table-health',
        'list-due-maintenance',
        'get-table-policy',
        'propose-maintenance-run',
        'get-maintenance-run',
      ],
    ],
  ])('shows who has no %s only what they may do', async (denied, names) => {
    await start([denied]);
    expect((await list()).map(({ name }) => name)).toEqual(names);
    const hidden =
      denied === 'lakehouse.read' ? 'list-tables' : 'plan-table-maintenance';
    expect(await invoke(hidden, ORDERS)).toMatchObject({ status: 404 });
    if (denied === 'lakehouse.read') {
      // What is shown asks for all rights that the HTTP API asks for.
      expect(await invoke('plan-table-maintenance', ORDERS)).toMatchObject({
        status: 403,
        error: {
          message: expect.stringContaining('lakehouse.read would allow it'),
        },
      });
    }
  });
});
