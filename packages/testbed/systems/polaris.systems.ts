import { TestDatabases } from '@backstage/backend-test-utils';
import {
  type ConnectionCheck,
  IcebergRestCatalog,
  type IcebergRestCatalogOptions,
  OAuth2Authenticator,
} from '@lakehouse-portal/catalogs';
import { S3FileIO } from '@lakehouse-portal/storage';
import {
  inspectTable,
  readTableMetadata,
} from '@lakehouse-portal/table-metadata';
import { resolve } from 'node:path';
import {
  polarisDirectory,
  PolarisManagement,
  runPyIceberg,
  sharedSystem,
  type SystemConnections,
  uniqueName,
} from '../src';
import { describeBuilt } from './describeBuilt';
import { listAll } from './listAll';
import { lentS3 } from './rest/lentS3';
import { loadTable } from './rest/loadTable';
import type { WrittenTable } from './rest/RestLake';
import { seenWithLentCredentials } from './rest/seenWithLentCredentials';

/** What the page on Iceberg REST says that the portal needs. */
const READER = [
  'NAMESPACE_LIST',
  'NAMESPACE_READ_PROPERTIES',
  'TABLE_LIST',
  'TABLE_READ_PROPERTIES',
  'VIEW_LIST',
];

describeBuilt('Iceberg REST: Polaris', polarisDirectory(), () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const schema = uniqueName('shop');
  const orders = { namespace: schema, name: 'orders' };
  let minio: SystemConnections['minio'];
  let polaris: SystemConnections['polaris'];
  let management: PolarisManagement;
  let written: Record<string, WrittenTable>;
  const open: IcebergRestCatalog[] = [];

  function connect(
    options: Partial<IcebergRestCatalogOptions> & {
      client?: { clientId: string; clientSecret: string };
      scope?: string;
    } = {},
  ): IcebergRestCatalog {
    const { client = polaris, scope = 'PRINCIPAL_ROLE:ALL', ...rest } = options;
    const catalog = new IcebergRestCatalog({
      url: new URL(polaris.icebergUrl),
      warehouse: polaris.warehouse,
      authenticator: new OAuth2Authenticator({
        tokenUrl: new URL(polaris.tokenUrl),
        ...{ clientId: client.clientId, clientSecret: client.clientSecret },
        scope,
      }),
      headers: { 'Polaris-Realm': 'POLARIS' },
      pageSize: 2,
      ...rest,
    });
    open.push(catalog);
    return catalog;
  }

  const pathOf = (...levels: string[]) => JSON.stringify(levels);
  const reader = (privileges: string[]) =>
    management.createPrincipal({
      name: uniqueName('reader'),
      catalog: polaris.warehouse,
      privileges,
    });

  beforeAll(async () => {
    minio = await sharedSystem('minio');
    polaris = await sharedSystem('polaris');
    management = await PolarisManagement.connect(polaris);
    written = await runPyIceberg(resolve(__dirname, 'rest/write_tables.py'), {
      uri: polaris.icebergUrl,
      properties: {
        warehouse: polaris.warehouse,
        credential: `${polaris.clientId}:${polaris.clientSecret}`,
        'oauth2-server-uri': polaris.tokenUrl,
        scope: 'PRINCIPAL_ROLE:ALL',
        'header.X-Iceberg-Access-Delegation': 'vended-credentials',
        'py-io-impl': 'pyiceberg.io.pyarrow.PyArrowFileIO',
      },
      namespaces: [
        { levels: [schema], properties: { layer: 'gold' } },
        { levels: [schema, 'eu'] },
      ],
      tables: [
        ...['orders', 'other', "o'Neill & co", 'a.b'].map(name => ({
          identifier: [schema, name],
          snapshots: 2,
        })),
        { identifier: [schema, 'eu', 'orders'], snapshots: 1 },
      ],
    });
  }, 1_800_000);

  afterAll(async () => {
    for (const catalog of open) await catalog.close();
  });

  it('lists namespaces inside of others and tables of any name, and gives the metadata of their files', async () => {
    const catalog = connect();
    expect(await catalog.listNamespaces()).toEqual(
      expect.arrayContaining([
        {
          namespace: schema,
          properties: expect.objectContaining({ layer: 'gold' }),
        },
        expect.objectContaining({ namespace: `${schema}.eu` }),
      ]),
    );
    const tables = (await listAll(catalog)).filter(({ namespace }) =>
      namespace.startsWith(schema),
    );
    expect(
      tables
        .map(({ namespace, name }) => pathOf(...namespace.split('.'), name))
        .sort(),
    ).toEqual(Object.keys(written).sort());
    const io = new S3FileIO({
      warehouses: [polaris.location],
      ...{ endpoint: minio.endpoint, region: minio.region, pathStyle: true },
      credentials: minio,
    });
    for (const table of tables) {
      const { metadata, version } = await loadTable(catalog, table);
      expect(metadata).toEqual(
        await readTableMetadata(io, metadata.metadataLocation),
      );
      const key = pathOf(...table.namespace.split('.'), table.name);
      expect(metadata.metadataLocation).toBe(written[key].metadata_location);
      expect(await catalog.loadTable(table, { knownVersion: version })).toBe(
        'unchanged',
      );
    }
  });

  it('lends credentials that open the files of one table, to whoever may read its data', async () => {
    const client = await reader([...READER, 'TABLE_READ_DATA']);
    const catalog = connect({ client, vendedCredentials: true });
    const lent = await loadTable(catalog, orders);
    expect(lent.storage).toMatchObject({
      's3.session-token': expect.any(String),
    });
    const io = lentS3(lent.storage!, {
      warehouse: polaris.location,
      endpoint: minio.endpoint,
    });
    const { files } = await inspectTable(io, lent.metadata);
    expect(files).toMatchObject({ incomplete: false, warnings: [] });
    const other = await loadTable(connect(), { ...orders, name: 'other' });
    await expect(
      io.read(other.metadata.metadataLocation),
    ).rejects.toMatchObject({ name: 'AccessDeniedError' });
  });

  it('is read with the rights that the documentation names, and says which request is refused without them', async () => {
    const client = await reader(READER);
    const catalog = connect({ client });
    expect(await listAll(catalog)).toEqual(await listAll(connect()));
    expect((await loadTable(catalog, orders)).metadata.tableUuid).toBe(
      written[pathOf(schema, 'orders')].uuid,
    );
    const lists = connect({ client: await reader(['NAMESPACE_LIST']) });
    await expect(listAll(lists)).rejects.toMatchObject({
      name: 'CatalogAccessDeniedError',
      message: expect.stringContaining('403'),
    });
    expect(
      (await hopsOf(connect({ client: await reader([]) }))).at(-1),
    ).toMatch(/^authorisation failed|^listing failed/);
  });

  it.each<[string, Parameters<typeof connect>[0], string]>([
    [
      'a secret that is wrong',
      { client: { clientId: 'root', clientSecret: 'not-the-secret' } },
      'authentication failed',
    ],
    [
      'another realm',
      { headers: { 'Polaris-Realm': 'ELSEWHERE' } },
      'authentication failed',
    ],
  ])('says where it fails with %s', async (_, options, last) => {
    expect((await hopsOf(connect(options))).at(-1)).toBe(last);
  });

  it('is shown in a portal that has no key of the store, and keeps none of those that it was lent', async () => {
    const client = await reader([...READER, 'TABLE_READ_DATA']);
    const seen = await seenWithLentCredentials(
      databases,
      {
        ...{ type: 'rest', uri: polaris.icebergUrl },
        warehouse: polaris.warehouse,
        auth: { type: 'oauth2', ...client, scope: 'PRINCIPAL_ROLE:ALL' },
        headers: { 'Polaris-Realm': 'POLARIS' },
        warehouses: polaris.location,
        vendedCredentials: { endpoints: [minio.endpoint] },
        namespaces: [schema],
      },
      { schema, table: 'orders' },
    );
    const { uuid, snapshots } = written[pathOf(schema, 'orders')];
    expect(seen.snapshotIds.sort()).toEqual([...snapshots].sort());
    expect(seen.hops).toContain('metadata-read passed');
    expect(seen.kept).toContain(uuid);
    // Session tokens of MinIO are JSON web tokens, which begin alike.
    for (const secret of ['eyJhbGciOi', client.clientSecret]) {
      expect(seen.kept).not.toContain(secret);
      expect(seen.answered).not.toContain(secret);
    }
  });

  async function hopsOf(catalog: IcebergRestCatalog): Promise<string[]> {
    const hops: ConnectionCheck[] = [];
    for await (const hop of catalog.check()) hops.push(hop);
    return hops.map(({ hop, outcome }) => `${hop} ${outcome}`);
  }
});
