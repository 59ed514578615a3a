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

const ORDERS = { lakehouse: 'shop', schema: 'silver', table: 'orders' };
const NAME = 'silver.orders';
const ANN = { token: mockCredentials.user.token('user:default/ann') };
const BEN = { token: mockCredentials.user.token('user:default/ben') };
const MB = 1024 * 1024;
/** So that the files of the table are too many for it, and it is too small. */
const TINY = 6000;

describe('a table whose target size is too small, over the HTTP API', () => {
  let root: string;
  let lake: EmbeddedLakehouse;
  let backend: Awaited<ReturnType<typeof startPlugin>>;
  let client: MaintenanceClient;

  async function start(operations: Record<string, string>) {
    backend = await startPlugin({
      lakehouse: {
        connections: {
          shop: { type: 'embedded', directory: join(root, 'shop') },
        },
        maintenance: { pollSeconds: 1 },
        policies: {
          maintenance: [
            {
              apiVersion: 'lakehouse-portal.io/v1alpha1',
              kind: 'MaintenancePolicy',
              metadata: { name: 'nightly' },
              spec: { operations },
            },
          ],
        },
      },
    });
    const { port } = backend.server.address() as AddressInfo;
    client = new MaintenanceClient({
      discoveryApi: {
        getBaseUrl: async () => `http://127.0.0.1:${port}/api/lakehouse`,
      },
    });
  }

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'target-'));
    lake = await EmbeddedLakehouse.open({
      directory: join(root, 'shop'),
      name: 'shop',
      durable: false,
    });
    await lake.createNamespace('silver');
    await lake.createTable(NAME, {
      columns: [{ name: 'id', type: 'long' }],
      properties: { 'write.target-file-size-bytes': String(TINY) },
    });
    for (let batch = 0; batch < 100; batch++) {
      await lake.append(NAME, { rows: [{ id: batch }] });
    }
  });
  afterEach(async () => {
    await backend.stop();
    await lake.close();
    await rm(root, { recursive: true, force: true });
  });

  it('is compacted to the size that the same run sets before, as many files as planned, and nothing is left for the next plan', async () => {
    await start({ 'expire-snapshots': 'off' });
    const { id: planId, plan } = await client.createPlan(ORDERS, ANN);
    const [settings, compaction] = plan.steps;
    expect(settings.units).toMatchObject([
      { properties: { 'write.target-file-size-bytes': String(128 * MB) } },
    ]);
    expect(compaction).toMatchObject({
      needs: [settings.id],
      units: [{ targetFileSizeBytes: 128 * MB }],
      benefit: { dataFiles: { before: 100, after: 1 } },
      reason: expect.stringContaining('(files of 128 MB)'),
    });
    await expect(
      client.proposeRun({ planId, steps: [compaction.id] }, ANN),
    ).rejects.toMatchObject({
      body: {
        error: {
          name: 'InputError',
          message: expect.stringContaining(`can't be done without it`),
        },
      },
    });
    const steps = [settings.id, compaction.id];
    const { summary } = await client.proposeRun({ planId, steps }, ANN);
    await client.approveRun(summary.id, {}, BEN);
    const run = await untilTrue(
      () => client.getRun(summary.id, ANN),
      one => ['done', 'failed'].includes(one.summary.state),
    );
    expect(run.summary).toMatchObject({
      state: 'done',
      units: { done: 2, skipped: 0 },
    });
    expect(run.units[1].outcome).toMatchObject({
      removedDataFiles: 100,
      addedDataFiles: 1,
    });
    const { plan: next } = await client.createPlan(ORDERS, ANN);
    expect(next.steps.map(({ operation }) => operation)).not.toContain(
      'rewrite-data-files',
    );
  });

  it('is compacted by the size that it has where nobody has to be asked for that, and for the settings somebody has', async () => {
    await start({ 'rewrite-data-files': 'automatic' });
    await untilTrue(
      () => client.listDue({ operation: 'rewrite-data-files' }, ANN),
      page => page.total > 0,
    );
    await backend.trigger('start-maintenance');
    const { items } = await untilTrue(
      () => client.listRuns({ ...ORDERS, state: ['done', 'failed'] }, ANN),
      page => page.items.length > 0,
    );
    expect(items).toMatchObject([
      { state: 'done', createdBy: 'policy:nightly' },
    ]);
    const { run, units } = await client.getRun(items[0].id, ANN);
    expect(run.plan.steps).toMatchObject([{ operation: 'rewrite-data-files' }]);
    expect(run.plan.steps[0]).not.toHaveProperty('needs');
    expect(units).toMatchObject([
      { state: 'done', unit: { targetFileSizeBytes: TINY } },
    ]);
  });
});
