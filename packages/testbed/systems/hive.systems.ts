import { createServer, connect, type Server } from 'node:net';
import { HiveMetastoreCatalog } from '@lakehouse-portal/catalogs';
import {
  type HiveMetastoreServer,
  s3Properties,
  sharedSystem,
  startHiveMetastore,
  type SystemConnections,
  TrinoStatements,
  uniqueName,
} from '../src';
import { type PortalSnapshots, startPortal } from './rest/startPortal';

jest.setTimeout(300_000);

/** A Hive Metastore 4.0.1, written by Trino and read by us. */
describe('The Hive Metastore', () => {
  const trinoCatalog = uniqueName('hive');
  const schema = uniqueName('shop');
  let s3: SystemConnections['s3'];
  let metastore: HiveMetastoreServer;
  let trino: TrinoStatements;
  let catalog: HiveMetastoreCatalog;

  const open = (port: number, before: number[] = []) =>
    new HiveMetastoreCatalog({
      servers: [...before, port].map(p => ({ host: '127.0.0.1', port: p })),
      timeoutMs: 60_000,
    });

  beforeAll(async () => {
    s3 = await sharedSystem('s3');
    metastore = await startHiveMetastore({
      postgres: await sharedSystem('postgres'),
      database: uniqueName('hive'),
      warehouse: `s3://${s3.bucket}/hive`,
    });
    trino = new TrinoStatements((await sharedSystem('trino')).url);
    await trino.createCatalog(trinoCatalog, {
      'connector.name': 'iceberg',
      'iceberg.catalog.type': 'hive_metastore',
      'hive.metastore.uri': metastore.uri,
      ...s3Properties(s3),
    });
    const name = `${trinoCatalog}.${schema}`;
    for (const sql of [
      `CREATE SCHEMA ${name} WITH (location = 's3://${s3.bucket}/hive/${schema}')`,
      `CREATE TABLE ${name}.orders AS SELECT orderkey, orderdate, totalprice FROM tpch.tiny.orders`,
      `DELETE FROM ${name}.orders WHERE orderkey % 10 = 0`,
      `CREATE VIEW ${name}.cheap AS SELECT * FROM ${name}.orders WHERE totalprice < 1000`,
    ])
      await trino.query(sql);
    catalog = open(metastore.port);
  }, 1_800_000);

  afterAll(async () => {
    await catalog?.close();
    if (trino) await trino.dropCatalog(trinoCatalog).catch(() => undefined);
    await metastore?.stop();
  });

  async function list(from = catalog) {
    const tables = [];
    for await (const page of from.listTables()) tables.push(...page);
    return tables;
  }

  it('lists what Trino made, tells the view from the table, and sees a commit by its pointer', async () => {
    const before = await list();
    expect(before).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          namespace: schema,
          name: 'orders',
          metadataLocation: expect.stringMatching(
            /^s3:\/\/.*\.metadata\.json$/,
          ),
        }),
        expect.objectContaining({
          namespace: schema,
          name: 'cheap',
          kind: 'view',
        }),
      ]),
    );
    await trino.query(
      `INSERT INTO ${trinoCatalog}.${schema}.orders VALUES (-1, DATE '1998-01-01', 1.0)`,
    );
    const after = await catalog.findTable({
      namespace: schema,
      name: 'orders',
    });
    expect(after?.metadataLocation).toBeDefined();
    expect(
      before.map(({ metadataLocation }) => metadataLocation),
    ).not.toContain(after?.metadataLocation);
    expect((await catalog.listNamespaces()).map(n => n.namespace)).toContain(
      schema,
    );
  });

  it('says its version, and that what is not there is not there', async () => {
    expect(await catalog.describe()).toMatchObject({
      product: 'Hive Metastore',
      version: expect.stringMatching(/^4\.0/),
    });
    for (const [namespace, name] of [
      [schema, 'nothing'],
      ['nowhere', 'orders'],
    ])
      expect(await catalog.findTable({ namespace, name })).toBeUndefined();
  });

  it('reads a named catalog of the metastore, and goes to the next server when the first is down', async () => {
    const named = new HiveMetastoreCatalog({
      servers: [{ host: '127.0.0.1', port: metastore.port }],
      catalog: 'hive',
    });
    const other = open(metastore.port, [1]);
    try {
      expect(await list(named)).toEqual(await list());
      expect(await list(other)).toEqual(await list());
    } finally {
      await named.close();
      await other.close();
    }
  });

  it('asks a call for each 100 tables', async () => {
    const many = uniqueName('many');
    const name = `${trinoCatalog}.${many}`;
    await trino.query(
      `CREATE SCHEMA ${name} WITH (location = 's3://${s3.bucket}/hive/${many}')`,
    );
    for (let index = 0; index < 101; index++)
      await trino.query(
        `CREATE VIEW ${name}.v${index} AS SELECT ${index} AS a`,
      );
    const asked: string[] = [];
    const proxy = await countingProxy(metastore.port, asked);
    const counted = open(proxy.port);
    try {
      const tables = await list(counted);
      expect(tables.filter(({ namespace }) => namespace === many)).toHaveLength(
        101,
      );
      // default has none, the schema of this test two tables.
      expect(asked.sort()).toEqual([
        'get_all_databases',
        ...Array(3).fill('get_all_tables'),
        ...Array(3).fill('get_table_objects_by_name_req'),
      ]);
    } finally {
      await counted.close();
      proxy.server.close();
    }
  });

  it('shows in the portal exactly the snapshots that Trino knows, and passes its connection test', async () => {
    const portal = await startPortal({
      type: 'hive',
      uris: metastore.uri,
      warehouses: [`s3://${s3.bucket}/hive`],
      storage: {
        stores: {
          lake: {
            endpoint: s3.endpoint,
            region: s3.region,
            accessKeyId: s3.accessKeyId,
            secretAccessKey: s3.secretAccessKey,
          },
        },
      },
    });
    try {
      const { snapshots } = await portal.get<PortalSnapshots>(
        `/lakehouses/lake/schemas/${schema}/tables/orders/snapshots`,
      );
      const known = await trino.query(
        `SELECT CAST(snapshot_id AS varchar) FROM ${trinoCatalog}.${schema}."orders$snapshots"`,
      );
      expect(snapshots.map(({ snapshotId }) => snapshotId).sort()).toEqual(
        known.map(([id]) => String(id)).sort(),
      );
      expect(await portal.check('catalog')).toEqual([
        'dns skipped',
        'tcp passed',
        'tls skipped',
        'authentication passed',
        'listing passed',
        'metadata-read passed',
      ]);
    } finally {
      await portal.stop();
    }
  });
});

/** Notes the methods that are called through it. */
async function countingProxy(
  port: number,
  methods: string[],
): Promise<{ server: Server; port: number }> {
  const server = createServer(client => {
    const upstream = connect({ host: '127.0.0.1', port });
    client.on('data', bytes => {
      methods.push(
        bytes.subarray(8, 8 + bytes.readInt32BE(4)).toString('latin1'),
      );
      upstream.write(bytes);
    });
    upstream.pipe(client);
    client.on('close', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
    client.on('error', () => upstream.destroy());
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return { server, port: (server.address() as { port: number }).port };
}
