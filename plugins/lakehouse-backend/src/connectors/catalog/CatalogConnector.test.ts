import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CatalogAccessDeniedError,
  type ConnectionCheck,
} from '@lakehouse-portal/catalogs';
import { makeTables } from '../../__testUtils__/makeTables';
import { readMetadata } from '../../scan/readMetadata';
import { connect } from './__testUtils__/connect';
import { FakeCatalog } from './__testUtils__/FakeCatalog';
import { StoreStub } from './__testUtils__/StoreStub';

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const result: T[] = [];
  for await (const item of items) {
    result.push(item);
  }
  return result;
}

describe('CatalogConnector', () => {
  let directory: string;
  let warehouse: string;
  let metadataLocation: string;
  let store: StoreStub;
  let catalog: FakeCatalog;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'catalog-connector-'));
    const lakehouse = await makeTables(directory);
    warehouse = lakehouse.warehouseLocation;
    const [orders] = (await lakehouse.listTables()).filter(
      ({ name }) => name === 'orders',
    );
    metadataLocation = orders.metadataLocation;
    await lakehouse.close();
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  beforeEach(async () => {
    store = await StoreStub.start();
    catalog = new FakeCatalog();
    catalog.tables = [
      { namespace: 'silver', name: 'orders', metadataLocation },
    ];
  });
  afterEach(() => store.stop());

  it('lists what the catalog has, and reads the files it points to', async () => {
    catalog.namespaces = [{ namespace: 'silver', properties: { a: 'b' } }];
    const { connector } = await connect(catalog, { warehouses: warehouse });
    expect(await connector.listNamespaces()).toEqual(catalog.namespaces);
    expect(await all(connector.listTables())).toEqual([catalog.tables]);
    const table = await connector.findTable!({
      namespace: 'silver',
      name: 'orders',
    });
    const reading = await readMetadata(connector, table!, {});
    expect(reading).toMatchObject({
      version: metadataLocation,
      metadata: { metadataLocation, schemas: [expect.anything()] },
    });
    expect(connector.readHistory).toBeUndefined();
    await connector.close!();
    expect(catalog.isClosed).toBe(true);
  });

  it('reads no metadata file outside the warehouses, also not by a link in one, whatever the catalog says', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'catalog-connector-other-'));
    const inside = join(outside, 'warehouse');
    const config = { warehouses: [inside, 's3://lake/wh'] };
    const { connector } = await connect(catalog, {
      ...config,
      storage: {
        stores: { lake: { warehouses: 's3://lake', endpoint: store.url } },
      },
    });
    for (const location of [
      metadataLocation,
      '/etc/passwd',
      'file:///etc/passwd',
      `${inside}/../../etc/passwd`,
      's3://lake/other/v1.metadata.json',
      's3://lake/wh/../other/v1.metadata.json',
      's3://other/wh/v1.metadata.json',
      `${store.url}/latest/meta-data`,
    ]) {
      await expect(
        readMetadata(
          connector,
          { namespace: 'a', name: 'b', metadataLocation: location },
          {},
        ),
      ).rejects.toMatchObject({ name: 'LocationNotAllowedError' });
    }
    expect(store.requests).toEqual([]);

    // A link inside a warehouse that leads out of it.
    const { connector: links } = await connect(catalog, {
      warehouses: outside,
    });
    symlinkSync(directory, join(outside, 'link'));
    await expect(
      links.fileIO.read(`${outside}/link/catalog.db`),
    ).rejects.toMatchObject({ name: 'LocationNotAllowedError' });
    rmSync(outside, { recursive: true, force: true });
  });

  describe('credentials that the catalog lends', () => {
    const lent = {
      's3.access-key-id': 'LENTKEYID',
      's3.secret-access-key': 'lent-secret-value',
      's3.session-token': 'lent-session-token',
    };
    const location = 's3://lake/wh/orders/metadata/snap-1.avro';

    beforeEach(() => {
      catalog.handOver(async () => ({
        metadata: { snapshots: [] } as never,
        version: 'v7',
        storage: { ...lent, 's3.endpoint': 'http://169.254.169.254' },
      }));
    });

    async function load(config: object) {
      const { connector } = await connect(catalog, {
        warehouses: 's3://lake/wh',
        ...config,
      });
      const reading = await connector.readTable!(catalog.tables[0]);
      return { connector, reading };
    }

    it('sign requests for that table only, to the configured endpoint and in the same warehouses', async () => {
      const { connector, reading } = await load({
        storage: {
          stores: {
            lake: {
              endpoint: store.url,
              accessKeyId: 'OWNKEYID',
              secretAccessKey: 'own-secret-value',
            },
          },
        },
      });
      if (!reading || reading === 'unchanged') {
        throw new Error('A reading was expected');
      }
      await expect(reading.fileIO!.read(location)).rejects.toMatchObject({
        name: 'AccessDeniedError',
      });
      await expect(connector.fileIO.read(location)).rejects.toMatchObject({
        name: 'AccessDeniedError',
      });
      const [byTable, byConnection] = store.requests;
      expect(byTable.headers.authorization).toContain('Credential=LENTKEYID/');
      expect(byTable.headers['x-amz-security-token']).toBe(
        lent['s3.session-token'],
      );
      expect(byConnection.headers.authorization).toContain(
        'Credential=OWNKEYID/',
      );
      await expect(
        reading.fileIO!.read('s3://lake/secret/x'),
      ).rejects.toMatchObject({ name: 'LocationNotAllowedError' });
      expect(store.requests).toHaveLength(2);
      expect(
        await connector.readTable!(catalog.tables[0], { knownVersion: 'v7' }),
      ).toBe('unchanged');
    });

    it('are refused together with an endpoint that nobody allowed, and no request is made', async () => {
      catalog.handOver(async () => ({
        metadata: { snapshots: [] } as never,
        storage: { ...lent, 's3.endpoint': store.url },
      }));
      await expect(load({})).rejects.toThrow(
        `The catalog names ${store.url} as the endpoint of the store, which is neither`,
      );
      const allowed = await load({
        vendedCredentials: { endpoints: [store.url] },
      });
      if (!allowed.reading || allowed.reading === 'unchanged') {
        throw new Error('A reading was expected');
      }
      expect(store.requests).toEqual([]);
      await allowed.reading.fileIO!.read(location).catch(() => undefined);
      expect(store.requests).toHaveLength(1);
    });

    it('are left alone when the configuration says so', async () => {
      const { reading } = await load({ vendedCredentials: { use: false } });
      expect(reading).toMatchObject({ version: 'v7', fileIO: undefined });
    });
  });

  it('never shows a secret: not in details, sources, checks, errors or logs, even when catalog and store quote them', async () => {
    const secrets = {
      password: 'pass/word+1',
      clientSecret: 'client-secret-value',
      secretAccessKey: 'own/secret+value',
      sessionToken: 'own-session-token',
      header: 'Bearer header-secret',
      query: 'sig=query-secret',
      fromFile: 'read-from-a-file',
      inUrl: 'in-the-url',
      shared: 'shared-account-key',
      lent: 'lent-secret-value',
    };
    const quoted = Object.values(secrets).join(' ');
    const encoded = Object.values(secrets).map(encodeURIComponent).join('&');
    catalog.product = quoted;
    catalog.checks[0].message = quoted;
    const { connector, logger } = await connect(
      catalog,
      {
        uri: `postgresql://lake:${secrets.inUrl}@db/x`,
        password: secrets.password,
        oauth2: { clientSecret: secrets.clientSecret },
        headers: { 'x-api': secrets.header },
        warehouses: [
          's3://lake/wh',
          'abfss://c@a.dfs.core.windows.net/x',
          'https://h/x',
        ],
        storage: {
          attempts: 1,
          stores: {
            lake: {
              warehouses: 's3://lake/wh',
              endpoint: store.url,
              accessKeyId: 'OWNKEYID',
              secretAccessKey: secrets.secretAccessKey,
              sessionToken: secrets.sessionToken,
            },
            web: { warehouses: 'https://h', query: secrets.query },
          },
        },
      },
      {
        shared: {
          stores: {
            azure: {
              warehouses: 'abfss://c@a.dfs.core.windows.net',
              accountKey: secrets.shared,
            },
          },
        },
        details: [{ label: 'Catalog', value: quoted }],
        secrets: [secrets.fromFile],
      },
    );
    store.refusal = `<Error><Code>AccessDenied</Code><Message>${quoted}</Message></Error>`;
    const lent = {
      's3.access-key-id': 'x',
      's3.secret-access-key': secrets.lent,
    };
    catalog.tables = [
      {
        namespace: 'a',
        name: 'b',
        metadataLocation: 's3://lake/wh/v1.metadata.json',
      },
    ];
    const seen: unknown[] = [
      connector.connectionDetails(),
      await connector.describeSources!(),
      await all(connector.checkSource!('catalog')),
      await all(connector.checkSource!('storage')),
    ];
    const errors: Error[] = [];
    const failing = async (work: () => Promise<unknown>) => {
      errors.push(
        await work().then(
          () => new Error('It did not fail'),
          error => error,
        ),
      );
    };
    await failing(() => connector.fileIO.read('s3://lake/wh/x'));
    catalog.failure = () =>
      new CatalogAccessDeniedError(`No: ${quoted} ${encoded}`, {
        cause: new Error(quoted),
      });
    await failing(() => connector.listNamespaces());
    await failing(() => all(connector.listTables()));
    await failing(() => connector.findTable!({ namespace: 'a', name: 'b' }));
    await failing(() => connector.describeSources!());
    catalog.failure = undefined;
    catalog.handOver(async () => ({
      metadata: { snapshots: [] } as never,
      storage: { ...lent, 'client.region': secrets.lent.toUpperCase() },
    }));
    const { connector: lending } = await connect(catalog, {
      warehouses: 's3://lake/wh',
    });
    await failing(() => lending.readTable!(catalog.tables[0]));
    await failing(() =>
      connect(catalog, {
        warehouses: 's3://lake',
        storage: { stores: { a: { endpoint: `http://u:${secrets.inUrl}@h` } } },
      }),
    );
    expect(errors.map(({ name }) => name)).toEqual([
      'AccessDeniedError',
      ...Array(4).fill('CatalogAccessDeniedError'),
      'StorageConfigError',
      'InputError',
    ]);
    expect(errors[1].message).toMatch(/^No: … …/);
    const text = JSON.stringify([
      ...seen,
      ...errors.map(error => [
        error.message,
        error.stack,
        (error.cause as Error | undefined)?.message,
        { ...error },
      ]),
      Object.values(logger).map(method => (method as jest.Mock).mock?.calls),
    ]);
    for (const secret of Object.values(secrets)) {
      // `lent` is what the fake quotes of its own accord, before anybody was lent anything.
      if (secret !== secrets.lent) {
        expect(text).not.toContain(secret);
        expect(text).not.toContain(encodeURIComponent(secret));
      }
    }
    expect(JSON.stringify([errors[5].message, errors[5].stack])).not.toContain(
      secrets.lent,
    );
    expect(seen).toHaveLength(4);
  });

  describe('checkSource', () => {
    const last = (hops: ConnectionCheck[]) => hops[hops.length - 1];

    it('goes on from the catalog to the metadata and a file of the first table that can be read', async () => {
      catalog.tables.unshift(
        { namespace: 'silver', name: 'v', kind: 'view' },
        { namespace: 'silver', name: 'h', unreadable: 'A Hudi table' },
      );
      const { connector } = await connect(catalog, { warehouses: warehouse });
      const hops = await all(connector.checkSource!('catalog'));
      expect(hops.map(({ hop, outcome }) => [hop, outcome])).toEqual([
        ['tcp', 'passed'],
        ['metadata-read', 'passed'],
      ]);
      expect(last(hops).message).toMatch(
        /^Read the metadata of silver\.orders and the beginning of .*snap-.*\.avro$/,
      );
      expect(last(await all(connector.checkSource!('storage')))).toEqual(
        expect.objectContaining({ outcome: 'passed' }),
      );
    });

    it('tells of reading metadata once, with the store, when the catalog has read it as well', async () => {
      catalog.checks.push({
        ...{ hop: 'metadata-read', outcome: 'passed' },
        ...{ message: 'Read by itself', durationMs: 1 },
      });
      const { connector } = await connect(catalog, { warehouses: warehouse });
      const hops = await all(connector.checkSource!('catalog'));
      expect(hops.map(({ hop }) => hop)).toEqual(['tcp', 'metadata-read']);
      expect(last(hops).message).toContain('and the beginning of');
    });

    it('ends with the first hop of the catalog that fails', async () => {
      catalog.checks.push(
        { hop: 'listing', outcome: 'failed', message: 'No', durationMs: 1 },
        { hop: 'metadata-read', outcome: 'passed', message: '', durationMs: 1 },
      );
      const { connector } = await connect(catalog, { warehouses: warehouse });
      expect(
        (await all(connector.checkSource!('catalog'))).map(({ hop }) => hop),
      ).toEqual(['tcp', 'listing']);
    });

    it('tells a location outside the warehouses from a store that refuses, with what to do', async () => {
      const { connector } = await connect(catalog, {
        warehouses: 's3://lake',
        storage: {
          attempts: 1,
          stores: { lake: { endpoint: store.url, anonymous: true } },
        },
      });
      expect(last(await all(connector.checkSource!('catalog')))).toMatchObject({
        hop: 'metadata-read',
        outcome: 'failed',
        message: expect.stringContaining('outside the warehouses'),
        advice: expect.stringContaining(
          'lakehouse.connections.shop.warehouses',
        ),
      });
      catalog.tables[0].metadataLocation = 's3://lake/v1.metadata.json';
      const hops = await all(connector.checkSource!('storage'));
      expect(hops.map(({ hop, outcome }) => [hop, outcome])).toEqual([
        ['dns', 'skipped'],
        ['tcp', 'passed'],
        ['tls', 'skipped'],
        ['metadata-read', 'failed'],
      ]);
      expect(last(hops).advice).toMatch(/credentials of the store/);
    });

    it('knows no other sources', async () => {
      const { connector } = await connect(catalog, { warehouses: warehouse });
      for (const source of ['engine', 'toString']) {
        await expect(all(connector.checkSource!(source))).rejects.toThrow(
          `There is no source "${source}" to check; there are catalog and storage`,
        );
      }
    });

    it('has nothing to try where there is no table', async () => {
      catalog.tables = [];
      const { connector } = await connect(catalog, { warehouses: warehouse });
      expect(last(await all(connector.checkSource!('catalog')))).toMatchObject({
        outcome: 'skipped',
        message: 'There is no table to try it with',
      });
    });
  });

  it.each([
    [{}, 'lakehouse.connections.shop.warehouses is missing'],
    [{ warehouses: [] }, 'shop.warehouses has to be a location or a list'],
    [{ warehouses: '/' }, 'shop.warehouses has to name locations'],
    [{ warehouses: 'wh' }, 'shop.warehouses has to name locations'],
    [{ warehouses: '/a/../b' }, 'shop.warehouses has to name locations'],
    [{ warehouses: 's3:///x' }, 'shop.warehouses'],
    [
      {
        warehouses: 's3://a',
        storage: { stores: { x: { warehouses: 's3://b' } } },
      },
      'shop.storage.stores.x is of no use',
    ],
    [
      {
        warehouses: 's3://a',
        storage: { stores: { x: { accessKeyId: 'k' } } },
      },
      'shop.storage.stores.x.secretAccessKey is missing',
    ],
    [
      { warehouses: 's3://a', storage: { stors: {} } },
      'shop.storage.stors is not a key',
    ],
    [
      { warehouses: 's3://a', vendedCredentials: { endpoints: ['store'] } },
      'shop.vendedCredentials.endpoints[0] has to be a URL',
    ],
  ])('refuses %j, and names the key', async (config, message) => {
    const attempt = connect(catalog, config);
    await expect(attempt).rejects.toMatchObject({ name: 'InputError' });
    await expect(attempt).rejects.toThrow(message);
  });

  it('takes the only store for all warehouses in stores, beside folders of the machine', async () => {
    const { connector } = await connect(catalog, {
      warehouses: [warehouse, 's3://lake/wh'],
      storage: {
        attempts: 1,
        stores: { lake: { endpoint: store.url, anonymous: true } },
      },
    });
    expect(await connector.fileIO.read(metadataLocation)).not.toHaveLength(0);
    await expect(connector.fileIO.read('s3://lake/wh/x')).rejects.toMatchObject(
      { name: 'AccessDeniedError' },
    );
    expect(store.requests).toHaveLength(1);
    expect(await connector.describeSources!()).toMatchObject([
      {},
      { product: `S3 at ${store.url}, Folders of the back end’s machine` },
    ]);
  });

  it('reads a warehouse with the settings of the store it is in: its own, those for all connections, the environment', async () => {
    const { connector } = await connect(
      catalog,
      {
        warehouses: ['s3://own/a', 's3://shared/b', 'gs://public'],
        storage: {
          stores: { mine: { warehouses: 's3://own', region: 'eu-west-1' } },
        },
      },
      {
        shared: {
          stores: { all: { warehouses: 's3://shared', region: 'us-west-2' } },
        },
      },
    );
    expect(connector.connectionDetails()).toEqual([
      { label: 'Catalog', value: 'fake' },
      { label: 'Warehouses', value: 's3://own/a\ns3://shared/b\ngs://public' },
      ...[
        [
          'Store all',
          'S3, region us-west-2, the portal reads as its environment or machine says',
        ],
        [
          'Store mine',
          'S3, region eu-west-1, the portal reads as its environment or machine says',
        ],
        [
          'Store LOCATION',
          'Google Cloud Storage, the portal reads as its environment or machine says',
        ],
      ].map(([label, value]) => ({ label, value })),
    ]);
    await expect(
      connector.fileIO.read('s3://shared/c/x'),
    ).rejects.toMatchObject({ name: 'LocationNotAllowedError' });
    expect(await connector.describeSources!()).toMatchObject([
      { source: 'catalog', product: 'Fake' },
      { source: 'storage', product: 'S3, Google Cloud Storage' },
    ]);
  });
});
