import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockCredentials } from '@backstage/backend-test-utils';
import { EmbeddedLakehouse } from '@lakehouse-portal/embedded';
import type {
  MaintenanceOperation,
  MaintenancePolicySpec,
} from '@lakehouse-portal/maintenance';
import {
  MaintenanceClient,
  PolicyClient,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { startPlugin } from './__testUtils__/startPlugin';
import { untilTrue } from './__testUtils__/untilTrue';

jest.setTimeout(120_000);

const ANN = { token: mockCredentials.user.token('user:default/ann') };
const BEN = { token: mockCredentials.user.token('user:default/ben') };
const ORDERS = { lakehouse: 'shop', schema: 'silver', table: 'orders' };
const DAY_MS = 24 * 60 * 60 * 1000;

describe('approvals when policies are changed in the portal, over the HTTP API', () => {
  let root: string;
  let lake: EmbeddedLakehouse;
  let backend: Awaited<ReturnType<typeof startPlugin>>;
  let policies: PolicyClient;
  let client: MaintenanceClient;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'approvals-'));
    let nowMs = Date.now() - 400 * DAY_MS;
    lake = await EmbeddedLakehouse.open({
      directory: join(root, 'shop'),
      name: 'shop',
      durable: false,
      now: () => nowMs,
    });
    await lake.createNamespace('silver', {});
    await lake.createTable('silver.orders', {
      columns: [{ name: 'id', type: 'long' }],
      properties: {
        'history.expire.max-snapshot-age-ms': '432000000',
        'history.expire.min-snapshots-to-keep': '1',
      },
    });
    for (let batch = 0; batch < 20; batch++) {
      nowMs += DAY_MS;
      await lake.append('silver.orders', { rows: [{ id: batch }] });
    }
    backend = await startPlugin({
      lakehouse: {
        connections: {
          shop: { type: 'embedded', directory: join(root, 'shop') },
        },
        maintenance: { pollSeconds: 1, automaticStarts: false },
      },
    });
    const { port } = backend.server.address() as AddressInfo;
    const options = {
      discoveryApi: {
        getBaseUrl: async () => `http://127.0.0.1:${port}/api/lakehouse`,
      },
    };
    policies = new PolicyClient(options);
    client = new MaintenanceClient(options);
  });
  afterEach(async () => {
    await backend.stop();
    await lake.close();
    await rm(root, { recursive: true, force: true });
  });

  /** Saves the policy of the table, in place of the one before. */
  async function say(
    name: string,
    operations: MaintenancePolicySpec['operations'],
  ): Promise<void> {
    for (const { name: former, origin, version } of (
      await policies.listPolicies(ANN)
    ).items) {
      if (origin === 'portal') {
        await policies.removePolicy(former, version ?? 0, ANN);
      }
    }
    await policies.savePolicy(
      {
        document: {
          apiVersion: 'lakehouse-portal.io/v1alpha1',
          kind: 'MaintenancePolicy',
          metadata: { name },
          spec: { operations, retention: { maxSnapshotAge: 'P30D' } },
        },
      },
      ANN,
    );
  }
  async function planOf(operation: MaintenanceOperation) {
    const { id, plan } = await client.createPlan(ORDERS, ANN);
    const step = plan.steps.find(one => one.operation === operation)!;
    return { planId: id, steps: [step.id], title: step.title };
  }
  const eventsOf = async (id: string) => {
    const messages: string[] = [];
    for await (const event of client.watchRun(id, {}, ANN)) {
      if (event.type === 'event') {
        messages.push(event.message);
      }
    }
    return messages;
  };
  const ended = (id: string) =>
    untilTrue(
      () => client.getRun(id, ANN),
      ({ summary }) => ['done', 'failed', 'cancelled'].includes(summary.state),
    );

  it('a plan of the day when nobody had to be asked does not start once the policy wants four eyes', async () => {
    await say('trusting', { 'expire-snapshots': 'automatic' });
    const { title, ...plan } = await planOf('expire-snapshots');
    await say('careful', { 'expire-snapshots': 'four-eyes' });
    const proposed = await client.proposeRun(plan, ANN);
    const reason = `The policy has become stricter since the plan was made: step ${
      plan.steps[0].split('-')[0]
    } (${title}) takes four eyes instead of none.`;
    expect(proposed.summary).toMatchObject({
      state: 'proposed',
      awaitingApproval: plan.steps,
      reason,
    });
    const { id } = proposed.summary;
    await expect(client.approveRun(id, {}, ANN)).rejects.toMatchObject({
      cause: { message: expect.stringMatching(/takes two people/) },
    });
    expect((await client.approveRun(id, {}, BEN)).summary.state).toBe(
      'approved',
    );
    const { summary } = await ended(id);
    expect(summary.state).toBe('done');
    expect(summary.reason).toBeUndefined();
    const messages = await eventsOf(id);
    expect(messages).toContain(reason);
    expect(messages.join(' ')).not.toMatch(/without anybody/);
  });

  it('a run that was proposed when one approval was enough takes four eyes once the policy says so: not those of who proposed it', async () => {
    await say('trusting', { 'expire-snapshots': 'one' });
    const { title, ...plan } = await planOf('expire-snapshots');
    const { summary } = await client.proposeRun(plan, ANN);
    expect(summary.reason).toBeUndefined();
    await say('careful', { 'expire-snapshots': 'four-eyes' });
    await expect(client.approveRun(summary.id, {}, ANN)).rejects.toMatchObject({
      cause: { message: expect.stringMatching(/takes two people/) },
    });
    // Its page says why.
    const seen = await client.getRun(summary.id, ANN);
    expect(seen.summary.reason).toMatch(
      /has become stricter.*four eyes instead of one approval/,
    );
    expect(seen.run.plan.steps).toMatchObject([
      { title, approval: 'four-eyes' },
    ]);
    const { snapshots } = (await lake.loadTable('silver.orders')).metadata;
    expect(snapshots).toHaveLength(20);
    await client.approveRun(summary.id, {}, BEN);
    expect((await ended(summary.id)).summary.state).toBe('done');
  });

  it('what is switched off can neither be proposed from an older plan nor approved', async () => {
    await say('trusting', { 'expire-snapshots': 'one' });
    const { title: _, ...plan } = await planOf('expire-snapshots');
    const { summary } = await client.proposeRun(plan, ANN);
    await say('never', { 'expire-snapshots': 'off' });
    const refused = {
      response: { status: 409 },
      cause: { message: expect.stringMatching(/is switched off/) },
    };
    await expect(client.proposeRun(plan, ANN)).rejects.toMatchObject(refused);
    await expect(client.approveRun(summary.id, {}, BEN)).rejects.toMatchObject(
      refused,
    );
    expect((await client.cancelRun(summary.id, {}, ANN)).summary.state).toBe(
      'cancelled',
    );
  });

  it('a run whose steps nobody has to approve begins, and its record says so only where it is so', async () => {
    await say('trusting', { 'expire-snapshots': 'automatic' });
    const { title: _, ...plan } = await planOf('expire-snapshots');
    const { summary } = await client.proposeRun(plan, ANN);
    expect((await ended(summary.id)).summary.state).toBe('done');
    expect(await eventsOf(summary.id)).toContain(
      'The policy allows all its steps without anybody’s approval.',
    );
  });
});
