import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mockCredentials } from '@backstage/backend-test-utils';
import type { MaintenancePolicyDocument } from '@lakehouse-portal/maintenance';
import {
  LakehouseClient,
  PolicyClient,
  type CreateLakehouseRequest,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { startPlugin } from './__testUtils__/startPlugin';

jest.setTimeout(60_000);

const ANN = { token: mockCredentials.user.token('user:default/ann') };
const BEN = { token: mockCredentials.user.token('user:default/ben') };

/** Of a lakehouse whose Trino refuses all: it is registered all the same. */
const RETAIL: CreateLakehouseRequest = {
  ...{ name: 'retail', owner: 'group:default/data' },
  ...{ layers: ['bronze', 'gold'], target: 'kubernetes' },
  kubernetes: {
    ...{ cluster: 'production', namespace: 'retail' },
    trino: {
      server: 'set when it listens',
      ...{ catalog: 'lakehouse', user: 'portal' },
    },
  },
  maintenance: { retention: { bronze: 'P30D' }, policy: 'nightly' },
};

const nightly: MaintenancePolicyDocument = {
  apiVersion: 'lakehouse-portal.io/v1alpha1',
  kind: 'MaintenancePolicy',
  metadata: { name: 'nightly' },
  spec: {
    selector: { lakehouse: 'none-by-itself' },
    windows: [{ from: '22:00', to: '04:00' }],
  },
};

const refused = (name: string, message: RegExp) => ({
  cause: { name, message: expect.stringMatching(message) },
});

describe('What the document of a registered lakehouse says of maintenance', () => {
  let backend: Awaited<ReturnType<typeof startPlugin>>;
  let lakehouses: LakehouseClient;
  let policies: PolicyClient;
  let trino: Server;

  beforeAll(async () => {
    trino = createServer((_request, response) => {
      response.writeHead(400).end('nothing is answered here');
    });
    await new Promise<void>(resolve => trino.listen(0, '127.0.0.1', resolve));
    const { port } = trino.address() as AddressInfo;
    RETAIL.kubernetes!.trino.server = `http://127.0.0.1:${port}`;
  });
  afterAll(() => {
    trino.closeAllConnections();
    trino.close();
  });

  async function start(denied: string[] = []) {
    backend = await startPlugin({ lakehouse: { connections: {} }, denied });
    const { port } = backend.server.address() as AddressInfo;
    const options = {
      discoveryApi: {
        getBaseUrl: async () => `http://127.0.0.1:${port}/api/lakehouse`,
      },
    };
    lakehouses = new LakehouseClient(options);
    policies = new PolicyClient(options);
  }
  afterEach(() => backend.stop());

  const listed = async () =>
    (await policies.listPolicies(ANN)).items.map(
      ({ name, origin, document }) => [
        name,
        origin,
        document.spec.retention?.maxSnapshotAge ?? document.spec.windows,
      ],
    );

  it('holds from the registration on, becomes what the document says when it is registered again, and goes with the lakehouse', async () => {
    await start();
    await policies.savePolicy({ document: nightly }, ANN);
    await lakehouses.createLakehouse(RETAIL, ANN);
    const { windows } = nightly.spec;
    expect(await listed()).toEqual([
      ['document:retail', 'document', windows],
      ['document:retail:bronze', 'document', 'P30D'],
      ['nightly', 'portal', windows],
    ]);
    const detail = await policies.getPolicy('document:retail:bronze', ANN);
    expect(detail).toMatchObject({ lakehouse: 'retail', versions: [] });
    expect(detail).not.toHaveProperty('version');
    expect(detail.yaml).toMatch(/lakehouse: retail\n +layer: bronze/);
    expect(detail.yaml).not.toContain('origin');

    // The same again, as a task does that runs again.
    await lakehouses.createLakehouse(RETAIL, BEN);
    await lakehouses.createLakehouse(
      {
        ...{ ...RETAIL, layers: ['bronze', 'silver', 'gold'] },
        maintenance: { retention: { silver: 'P60D', bronze: 'forever' } },
      },
      ANN,
    );
    expect(await listed()).toEqual([
      ['document:retail:bronze', 'document', 'forever'],
      ['document:retail:silver', 'document', 'P60D'],
      ['nightly', 'portal', windows],
    ]);

    await lakehouses.removeLakehouse('retail', ANN);
    expect(await listed()).toEqual([['nightly', 'portal', windows]]);
    expect(await lakehouses.listLakehouses(ANN)).toEqual({ items: [] });
    await expect(
      lakehouses.removeLakehouse('retail', ANN),
    ).rejects.toMatchObject(refused('NotFoundError', /no lakehouse "retail"/));
    expect(backend.events.at(-1)).toEqual({
      ...{ lakehouse: 'retail', change: 'removed' },
    });
    expect(
      backend.audits.filter(({ eventId }) => eventId === 'lakehouse-remove'),
    ).toEqual(
      ['success', 'fail'].map(outcome => ({
        ...{ eventId: 'lakehouse-remove', outcome },
      })),
    );
  });

  it('leaves the policies that people made in the portal alone, and yields to them', async () => {
    await start();
    const { policy: _named, ...maintenance } = RETAIL.maintenance!;
    await lakehouses.createLakehouse({ ...RETAIL, maintenance }, ANN);
    const ours: MaintenancePolicyDocument = {
      ...{ ...nightly, metadata: { name: 'ours' } },
      spec: {
        selector: { lakehouse: 'retail', layer: 'bronze' },
        retention: { maxSnapshotAge: 'P7D' },
      },
    };
    await policies.savePolicy({ document: ours }, ANN);
    await lakehouses.createLakehouse(
      { ...RETAIL, maintenance: { retention: { bronze: 'P90D' } } },
      ANN,
    );
    await lakehouses.removeLakehouse('retail', ANN);
    expect(await policies.getPolicy('ours', ANN)).toMatchObject({
      ...{ origin: 'portal', version: 1, document: ours },
    });
    await expect(
      policies.savePolicy(
        {
          document: {
            ...ours,
            metadata: { name: 'document:retail:bronze' },
          },
        },
        ANN,
      ),
    ).rejects.toMatchObject(refused('InputError', /metadata\.name/));
  });

  it('refuses a policy that there is not, and keeps one that is named', async () => {
    await start();
    const register = lakehouses.createLakehouse(RETAIL, ANN);
    await expect(register).rejects.toMatchObject(
      refused(
        'InputError',
        /no policy of maintenance "nightly"; there is none/,
      ),
    );
    await policies.savePolicy({ document: nightly }, ANN);
    await lakehouses.createLakehouse(RETAIL, ANN);
    await expect(
      policies.removePolicy('nightly', 1, ANN),
    ).rejects.toMatchObject(refused('ConflictError', /document of retail/));
  });

  it.each([
    [{ retention: { silver: 'P1D' } }, /no layer "silver"; there is bronze/],
    [{ retention: { bronze: '90d' } }, /retention\.bronze: .*ISO 8601/],
  ])('refuses what can not hold: %j', async (maintenance, message) => {
    await start();
    await expect(
      lakehouses.createLakehouse({ ...RETAIL, maintenance }, ANN),
    ).rejects.toMatchObject(refused('InputError', message));
  });

  it('is changed or forgotten by whoever registered the lakehouse, or administers policies', async () => {
    await start(['lakehouse.policy.administer']);
    const { policy: _named, ...maintenance } = RETAIL.maintenance!;
    await lakehouses.createLakehouse({ ...RETAIL, maintenance }, ANN);
    const changed: CreateLakehouseRequest = {
      ...{ ...RETAIL, maintenance: { retention: { bronze: 'PT1H' } } },
    };
    for (const attempt of [
      () => lakehouses.createLakehouse(changed, BEN),
      () => lakehouses.removeLakehouse('retail', BEN),
    ]) {
      await expect(attempt()).rejects.toMatchObject(
        refused('NotAllowedError', /registered by user:default\/ann/),
      );
    }
    expect(await listed()).toEqual([
      ['document:retail:bronze', 'document', 'P30D'],
    ]);
    await lakehouses.createLakehouse(changed, ANN);
    expect((await listed())[0][2]).toBe('PT1H');
  });

  it('is not taken for that of another lakehouse of the same name, and says what is otherwise', async () => {
    await start(['lakehouse.policy.administer']);
    const { policy: _named, ...maintenance } = RETAIL.maintenance!;
    await lakehouses.createLakehouse({ ...RETAIL, maintenance }, ANN);
    const { kubernetes } = RETAIL;
    await expect(
      lakehouses.createLakehouse(
        {
          ...{ ...RETAIL, maintenance },
          kubernetes: { ...kubernetes!, namespace: 'other' },
        },
        ANN,
      ),
    ).rejects.toMatchObject(
      refused(
        'ConflictError',
        /it is another one: namespace other \(it has retail\)/,
      ),
    );
  });
});
