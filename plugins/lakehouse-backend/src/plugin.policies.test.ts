import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockCredentials } from '@backstage/backend-test-utils';
import { EmbeddedLakehouse } from '@lakehouse-portal/embedded';
import type {
  MaintenancePolicyDocument,
  MaintenancePolicySpec,
} from '@lakehouse-portal/maintenance';
import {
  MaintenanceClient,
  PolicyClient,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { startPlugin } from './__testUtils__/startPlugin';
import { untilTrue } from './__testUtils__/untilTrue';

jest.setTimeout(90_000);

const ANN = { token: mockCredentials.user.token('user:default/ann') };
const BEN = { token: mockCredentials.user.token('user:default/ben') };
const ORDERS = { lakehouse: 'shop', schema: 'silver', table: 'orders' };

function policy(
  name: string,
  spec: MaintenancePolicySpec,
): MaintenancePolicyDocument {
  return {
    apiVersion: 'lakehouse-portal.io/v1alpha1',
    kind: 'MaintenancePolicy',
    metadata: { name },
    spec,
  };
}

describe('policies in the portal, over the HTTP API', () => {
  let root: string;
  let lake: EmbeddedLakehouse;
  let backend: Awaited<ReturnType<typeof startPlugin>>;
  let client: PolicyClient;
  let maintenance: MaintenanceClient;

  async function start(denied: string[] = []) {
    backend = await startPlugin({
      lakehouse: {
        connections: {
          shop: { type: 'embedded', directory: join(root, 'shop') },
        },
        maintenance: { pollSeconds: 1, automaticStarts: false },
        policies: {
          maintenance: [
            policy('house-rules', {
              operations: { 'expire-snapshots': 'four-eyes' },
              retention: { maxSnapshotAge: 'P60D' },
            }),
          ],
        },
      },
      denied,
    });
    const { port } = backend.server.address() as AddressInfo;
    const options = {
      discoveryApi: {
        getBaseUrl: async () => `http://127.0.0.1:${port}/api/lakehouse`,
      },
    };
    client = new PolicyClient(options);
    maintenance = new MaintenanceClient(options);
  }

  const scanned = () =>
    untilTrue(
      () => client.listPolicies(ANN),
      list => list.tables === 3,
    );
  const sourceOf = async (name: string) =>
    (await client.getTablePolicy(ORDERS, ANN)).values.find(
      value => value.name === name,
    );

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'policies-'));
    lake = await EmbeddedLakehouse.open({
      directory: join(root, 'shop'),
      name: 'shop',
      durable: false,
    });
    await lake.createNamespace('silver', {});
    for (const name of ['silver.orders', 'silver.returns', 'silver.fine']) {
      await lake.createTable(name, {
        columns: [{ name: 'id', type: 'long' }],
      });
    }
    for (let batch = 0; batch < 60; batch++) {
      await lake.append('silver.orders', { rows: [{ id: batch }] });
    }
  });
  afterEach(async () => {
    await backend.stop();
    await lake.close();
    await rm(root, { recursive: true, force: true });
  });

  it('holds without a restart for plans, for what is due and for health, until it is changed or removed; all of it audited', async () => {
    await start();
    const { items } = await scanned();
    expect(items).toEqual([
      expect.objectContaining({
        name: 'house-rules',
        origin: 'configuration',
        tables: 3,
      }),
    ]);
    expect(items[0]).not.toHaveProperty('version');
    const gentle = policy('gentle', {
      selector: { lakehouse: 'shop', table: 'or*' },
      operations: { 'rewrite-data-files': 'automatic' },
      retention: { minSnapshotsToKeep: 7 },
    });
    expect(await client.previewPolicy({ document: gentle }, ANN)).toMatchObject(
      {
        issues: [],
        tables: 1,
        examples: [ORDERS],
        yaml: expect.stringContaining('rewrite-data-files: automatic'),
      },
    );
    // Read, and judged.
    await untilTrue(
      () => maintenance.listDue({}, ANN),
      due => due.total > 0,
    );
    expect(await sourceOf('Compaction')).toMatchObject({
      source: 'suite default',
    });

    const saved = await client.savePolicy({ document: gentle }, ANN);
    expect(saved).toMatchObject({
      origin: 'portal',
      version: 1,
      changedBy: 'user:default/ann',
      tables: 1,
      versions: [{ version: 1 }],
    });
    expect(await sourceOf('Compaction')).toEqual({
      name: 'Compaction',
      value: 'without approval',
      source: 'policy gentle',
    });
    expect(await sourceOf('At least')).toEqual({
      name: 'At least',
      value: '7 snapshots',
      source: 'policy gentle',
    });
    expect(await sourceOf('Snapshots are kept')).toMatchObject({
      value: '60 days',
      source: 'policy house-rules',
    });
    expect((await client.getTablePolicy(ORDERS, ANN)).policies).toEqual([
      'house-rules',
      'gentle',
    ]);
    const { plan } = await maintenance.createPlan(ORDERS, ANN);
    expect(plan.policy).toEqual(
      expect.arrayContaining([
        {
          name: 'Compaction',
          value: 'without approval',
          source: 'policy gentle',
        },
      ]),
    );

    // What is due is by verdicts: these are made anew at once, not by the next scan.
    const off = policy('gentle', { maintainedBy: 'Amoro' });
    await client.savePolicy({ document: off, version: 1 }, BEN);
    await untilTrue(
      () => maintenance.listDue({}, ANN),
      due => due.total === 0,
    );

    await client.removePolicy('gentle', 2, BEN);
    expect(await sourceOf('Compaction')).toMatchObject({
      source: 'suite default',
    });
    await untilTrue(
      () => maintenance.listDue({}, ANN),
      due => due.total > 0,
    );
    await expect(client.getPolicy('gentle', ANN)).rejects.toThrow('404');
    // A name that was used before goes on where it ended: who decided what stays known.
    const again = await client.savePolicy({ document: gentle }, ANN);
    expect(
      again.versions.map(({ version, changedBy, document }) => [
        version,
        changedBy,
        document !== undefined,
      ]),
    ).toEqual([
      [4, 'user:default/ann', true],
      [3, 'user:default/ben', false],
      [2, 'user:default/ben', true],
      [1, 'user:default/ann', true],
    ]);
    expect(
      backend.audits.filter(({ eventId }) => eventId === 'policy'),
    ).toEqual(Array(4).fill({ eventId: 'policy', outcome: 'success' }));
  });

  it('refuses what is wrong, what somebody else has changed meanwhile, and what the configuration decides', async () => {
    await start();
    const wrong = {
      ...policy('wrong', { concurrency: 0 }),
      kind: 'Policy',
    } as never;
    expect(
      (await client.previewPolicy({ document: wrong }, ANN)).issues.map(
        ({ path }) => path,
      ),
    ).toEqual(['kind', 'spec.concurrency']);
    await expect(
      client.savePolicy({ document: wrong }, ANN),
    ).rejects.toMatchObject({
      cause: {
        name: 'InputError',
        message: expect.stringContaining('spec.concurrency: expected a whole'),
      },
    });
    await expect(
      client.savePolicy(
        {
          document: policy('young', {
            orphanFiles: { olderThan: 'P1D', allowYoung: true },
          }),
        },
        ANN,
      ),
    ).rejects.toMatchObject({
      cause: { message: expect.stringContaining('only an administrator') },
    });
    const conflict = (message: string) => ({
      cause: {
        name: 'ConflictError',
        message: expect.stringContaining(message),
      },
    });
    await expect(
      client.savePolicy({ document: policy('house-rules', {}) }, ANN),
    ).rejects.toMatchObject(conflict('it is changed there'));
    await expect(
      client.removePolicy('house-rules', 1, ANN),
    ).rejects.toMatchObject(conflict('it is removed there'));

    const first = policy('nightly', { concurrency: 1 });
    await client.savePolicy({ document: first }, ANN);
    // Asked for twice, as a task of the scaffolder that is run again does.
    expect((await client.savePolicy({ document: first }, BEN)).version).toBe(1);
    await expect(
      client.savePolicy(
        { document: policy('nightly', { concurrency: 2 }) },
        BEN,
      ),
    ).rejects.toMatchObject(conflict('already, version 1'));
    const results = await Promise.allSettled(
      [2, 3, 4, 5].map(concurrency =>
        client.savePolicy(
          { document: policy('nightly', { concurrency }), version: 1 },
          BEN,
        ),
      ),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(
      1,
    );
    await expect(client.removePolicy('nightly', 1, ANN)).rejects.toMatchObject(
      conflict('changed meanwhile, by user:default/ben'),
    );
    expect((await client.getPolicy('nightly', ANN)).versions).toHaveLength(2);
    await expect(client.removePolicy('nobody', 1, ANN)).rejects.toThrow('404');
  });

  it('is changed only by those who may', async () => {
    await start(['lakehouse.policy.administer']);
    await client.listPolicies(ANN);
    const document = policy('mine', { concurrency: 1 });
    await client.previewPolicy({ document }, ANN);
    for (const refused of [
      () => client.savePolicy({ document }, ANN),
      () => client.removePolicy('mine', 1, ANN),
    ]) {
      await expect(refused()).rejects.toMatchObject({
        cause: {
          name: 'NotAllowedError',
          message:
            'You may not make, change or remove policies of maintenance. The permission lakehouse.policy.administer would allow it',
        },
      });
    }
    expect(backend.audits).toEqual(
      Array(2).fill({ eventId: 'policy', outcome: 'fail' }),
    );
  });

  it.each(['lakehouse.policy.read', 'lakehouse.read'])(
    'shows nothing of policies without %s',
    async denied => {
      await start([denied]);
      const document = policy('mine', { concurrency: 1 });
      for (const refused of await Promise.allSettled([
        client.listPolicies(ANN),
        client.getPolicy('house-rules', ANN),
        client.previewPolicy({ document }, ANN),
        client.getTablePolicy(ORDERS, ANN),
        client.savePolicy({ document }, ANN),
      ])) {
        expect(refused).toMatchObject({
          status: 'rejected',
          reason: { cause: { name: 'NotAllowedError' } },
        });
      }
    },
  );
});
