import { TestDatabases } from '@backstage/backend-test-utils';
import {
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
  runPyIceberg,
  sharedSystem,
  type SystemConnections,
  uniqueName,
} from '../src';
import { listAll } from './listAll';
import { lentS3 } from './rest/lentS3';
import { loadTable } from './rest/loadTable';
import type { WrittenTable } from './rest/RestLake';
import { seenWithLentCredentials } from './rest/seenWithLentCredentials';

/** The catalog of SeaweedFS, which gives tokens for keys of S3 and lends credentials that reach one table. */
describe('Iceberg REST: SeaweedFS', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const schema = uniqueName('shop');
  const orders = { namespace: schema, name: 'orders' };
  let lake: SystemConnections['seaweedfs'];
  let written: Record<string, WrittenTable>;
  const open: IcebergRestCatalog[] = [];

  function connect(
    options: Partial<IcebergRestCatalogOptions> & { secret?: string } = {},
  ): IcebergRestCatalog {
    const { secret = lake.secretAccessKey, ...rest } = options;
    const catalog = new IcebergRestCatalog({
      url: new URL(lake.icebergUrl),
      warehouse: lake.warehouse,
      authenticator: new OAuth2Authenticator({
        tokenUrl: new URL(`${lake.icebergUrl}/v1/oauth/tokens`),
        clientId: lake.accessKeyId,
        clientSecret: secret,
      }),
      pageSize: 2,
      ...rest,
    });
    open.push(catalog);
    return catalog;
  }

  /** PyIceberg has no keys for the store either: it writes with what it is lent. */
  function write(task: object): Promise<Record<string, WrittenTable>> {
    return runPyIceberg(resolve(__dirname, 'rest/write_tables.py'), {
      uri: lake.icebergUrl,
      properties: {
        warehouse: lake.warehouse,
        credential: `${lake.accessKeyId}:${lake.secretAccessKey}`,
        'oauth2-server-uri': `${lake.icebergUrl}/v1/oauth/tokens`,
        'py-io-impl': 'pyiceberg.io.pyarrow.PyArrowFileIO',
      },
      ...task,
    });
  }

  const pathOf = (name: string) => JSON.stringify([schema, name]);

  beforeAll(async () => {
    lake = await sharedSystem('seaweedfs');
    written = await write({
      namespaces: [{ levels: [schema], properties: { layer: 'gold' } }],
      tables: ['orders', 'other', 'third'].map(name => ({
        identifier: [schema, name],
        snapshots: 2,
      })),
    });
  }, 900_000);

  afterAll(async () => {
    for (const catalog of open) await catalog.close();
  });

  it('lists what PyIceberg wrote, and gives the metadata of the file, number for number', async () => {
    const catalog = connect();
    expect(await catalog.listNamespaces()).toContainEqual({
      namespace: schema,
      properties: expect.objectContaining({ layer: 'gold' }),
    });
    const tables = (await listAll(catalog)).filter(
      ({ namespace }) => namespace === schema,
    );
    expect(tables.map(({ name }) => name).sort()).toEqual([
      'orders',
      'other',
      'third',
    ]);
    const io = new S3FileIO({
      warehouses: [`s3://${lake.warehouse}`],
      ...{ endpoint: lake.endpoint, region: lake.region, pathStyle: true },
      credentials: lake,
    });
    for (const table of tables) {
      const { metadata, version } = await loadTable(catalog, table);
      expect(metadata).toEqual(
        await readTableMetadata(io, metadata.metadataLocation),
      );
      expect(metadata.snapshots.map(({ snapshotId }) => snapshotId)).toEqual(
        written[pathOf(table.name)].snapshots,
      );
      expect(await catalog.loadTable(table, { knownVersion: version })).toBe(
        'unchanged',
      );
    }
    expect(await catalog.findTable(orders)).toEqual(orders);
    expect(
      await catalog.findTable({ ...orders, name: 'nope' }),
    ).toBeUndefined();
    expect(
      await catalog.loadTable({ namespace: 'nope', name: 'nope' }),
    ).toBeUndefined();
  });

  it('is read with credentials that it lends for a session, which open the files of that table and of no other', async () => {
    const lent = await loadTable(connect({ vendedCredentials: true }), orders);
    expect(lent.storage).toMatchObject({
      's3.access-key-id': expect.any(String),
      's3.session-token': expect.any(String),
    });
    expect(lent.storage!['s3.access-key-id']).not.toBe(lake.accessKeyId);
    const io = lentS3(lent.storage!, {
      warehouse: `s3://${lake.warehouse}`,
      endpoint: lake.endpoint,
    });
    const { files } = await inspectTable(io, lent.metadata);
    expect(files).toMatchObject({ incomplete: false, warnings: [] });
    const other = await loadTable(connect(), { ...orders, name: 'other' });
    await expect(
      io.read(other.metadata.metadataLocation),
    ).rejects.toMatchObject({ name: 'AccessDeniedError' });
  });

  it('lends nothing where it is not asked', async () => {
    expect((await loadTable(connect(), orders)).storage).toBeUndefined();
  });

  it('is shown in a portal that has no key of the store, and keeps none of those that it was lent', async () => {
    const seen = await seenWithLentCredentials(
      databases,
      {
        ...{ type: 'rest', uri: lake.icebergUrl, warehouse: lake.warehouse },
        auth: {
          type: 'oauth2',
          clientId: lake.accessKeyId,
          clientSecret: lake.secretAccessKey,
        },
        warehouses: [`s3://${lake.warehouse}`],
        vendedCredentials: { endpoints: [lake.endpoint] },
        namespaces: [schema],
      },
      { schema, table: 'orders' },
    );
    expect(seen.snapshotIds.sort()).toEqual(
      [...written[pathOf('orders')].snapshots].sort(),
    );
    expect(seen.hops).toContain('metadata-read passed');
    expect(seen.kept).toContain(written[pathOf('orders')].uuid);
    const { storage } = await loadTable(
      connect({ vendedCredentials: true }),
      orders,
    );
    // Session tokens are JSON web tokens that begin alike; nothing that begins so is kept.
    const beginning = storage!['s3.session-token'].slice(0, 20);
    for (const secret of [beginning, lake.secretAccessKey]) {
      expect(seen.kept).not.toContain(secret);
      expect(seen.answered).not.toContain(secret);
    }
  });

  it('sees that a table was dropped and made anew, although its metadata files have the names of the old ones', async () => {
    const table = { namespace: schema, name: 'again' };
    const make = () =>
      write({ tables: [{ identifier: [schema, 'again'], snapshots: 1 }] });
    await make();
    const old = await loadTable(connect(), table);
    await write({ drop: [[schema, 'again']] });
    await make();
    const anew = await connect().loadTable(table, {
      knownVersion: old.version,
    });
    if (!anew || anew === 'unchanged') throw new Error('Not loaded anew');
    expect(anew.metadata.metadataLocation).toBe(old.metadata.metadataLocation);
    expect(anew.metadata.tableUuid).not.toBe(old.metadata.tableUuid);
  });

  it('says that who asks is not let in, without the secret', async () => {
    const wrong = 'not-the-secret-key';
    const error = await listAll(connect({ secret: wrong })).catch(
      reason => reason,
    );
    expect(error).toMatchObject({ name: 'CatalogAuthenticationError' });
    expect(JSON.stringify([error, error.message, error.stack])).not.toContain(
      wrong,
    );
  });
});
