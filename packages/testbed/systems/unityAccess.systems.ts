import { TestDatabases } from '@backstage/backend-test-utils';
import {
  BearerAuthenticator,
  type ConnectionCheck,
  UnityCatalog,
  type UnityCatalogOptions,
} from '@lakehouse-portal/catalogs';
import { S3FileIO, vendedStores } from '@lakehouse-portal/storage';
import { inspectTable } from '@lakehouse-portal/table-metadata';
import { sharedSystem, type SystemConnections, unityDirectory } from '../src';
import { describeBuilt } from './describeBuilt';
import { listAll } from './listAll';
import { loadTable } from './rest/loadTable';
import { seenWithLentCredentials } from './rest/seenWithLentCredentials';
import { UnityLake } from './unity/UnityLake';

/** A real Unity Catalog that asks for tokens, and lends for each table what it gets from the STS of a real store. */
describeBuilt('Unity Catalog with access control', unityDirectory(), () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const ORDERS = { namespace: 'acme.shop', name: 'orders' };
  let minio: SystemConnections['minio'];
  let lake: UnityLake;
  const open: UnityCatalog[] = [];

  function connect(
    token: string | undefined,
    options: Partial<UnityCatalogOptions> = {},
  ): UnityCatalog {
    const catalog = new UnityCatalog({
      url: new URL(lake.server.url),
      authenticator: token ? new BearerAuthenticator(token) : undefined,
      ...options,
    });
    open.push(catalog);
    return catalog;
  }

  async function hopsOf(catalog: UnityCatalog): Promise<ConnectionCheck[]> {
    const hops: ConnectionCheck[] = [];
    for await (const hop of catalog.check()) hops.push(hop);
    return hops;
  }

  beforeAll(async () => {
    minio = await sharedSystem('minio');
    lake = await UnityLake.start({
      more: 0,
      settings: {
        asksForTokens: true,
        lends: { bucket: minio.bucket, s3: minio },
      },
    });
  }, 1_800_000);

  afterAll(async () => {
    for (const catalog of open) await catalog.close();
    await lake?.stop();
  });

  it('is read with a token by both of its interfaces', async () => {
    const catalog = connect(lake.token);
    const tables = await listAll(catalog);
    expect(
      tables.map(({ name, unreadable }) => [name, unreadable === undefined]),
    ).toEqual([
      ['orders', true],
      ['other', true],
      ['plain', false],
      ['raw', false],
    ]);
    const { metadata } = await loadTable(catalog, ORDERS);
    expect(metadata.metadataLocation).toBe(lake.orders.metadata_location);
    expect((await hopsOf(catalog)).at(-1)).toMatchObject({
      hop: 'metadata-read',
      outcome: 'passed',
    });
  });

  it.each([
    ['without a token', undefined],
    ['with a token of somebody else', 'not-a-token-of-unity'],
  ])('lets nobody in %s, and says so', async (_, token) => {
    const catalog = connect(token);
    const refused: Error = await listAll(catalog).then(
      () => new Error('was let in'),
      error => error,
    );
    expect(refused.name).toMatch(/^Catalog(Authentication|AccessDenied)Error$/);
    expect(`${refused.message}${refused.stack}`).not.toContain(
      'not-a-token-of-unity',
    );
    expect((await hopsOf(catalog)).at(-1)).toMatchObject({
      hop: expect.stringMatching(/^auth/),
      outcome: 'failed',
    });
  });

  it('lends credentials that open the files of that table and of no other', async () => {
    const lent = await loadTable(
      connect(lake.token, { vendedCredentials: true }),
      ORDERS,
    );
    expect(lent.storage).toMatchObject({
      's3.access-key-id': expect.any(String),
      's3.session-token': expect.any(String),
    });
    expect(lent.storage!['s3.access-key-id']).not.toBe(minio.accessKeyId);
    const { endpoint, region } = minio;
    const [store] = vendedStores(
      [
        {
          ...{ name: 'lake', kind: 's3', endpoint, region, pathStyle: true },
          warehouses: [lake.warehouse],
        },
      ],
      lent.storage!,
      [],
    )!;
    if (store.kind !== 's3') throw new Error('Nothing for S3 was lent');
    const io = new S3FileIO(store);
    const { files } = await inspectTable(io, lent.metadata);
    expect(files).toMatchObject({ incomplete: false, warnings: [] });
    await expect(io.read(lake.other.metadata_location)).rejects.toMatchObject({
      name: 'AccessDeniedError',
    });
  });

  it('is shown in a portal that has no key of the store, and keeps none of those that it was lent', async () => {
    const { endpoint, region } = minio;
    const seen = await seenWithLentCredentials(
      databases,
      {
        ...{ type: 'unity', uri: lake.server.url, catalog: 'acme' },
        auth: { type: 'bearer', token: lake.token! },
        warehouses: [lake.warehouse],
        storage: { stores: { lake: { endpoint, region } } },
        vendedCredentials: { use: true },
      },
      { schema: 'shop', table: 'orders' },
    );
    expect(seen.snapshotIds.sort()).toEqual([...lake.orders.snapshots].sort());
    expect(seen.hops).toContain('metadata-read passed');
    expect(seen.kept).toContain(lake.orders.uuid);
    // Session tokens of MinIO are JSON web tokens, which begin alike.
    for (const secret of ['eyJhbGciOi', lake.token!, minio.secretAccessKey]) {
      expect(seen.kept).not.toContain(secret);
      expect(seen.answered).not.toContain(secret);
    }
  });
});
