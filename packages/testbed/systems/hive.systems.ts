import { createServer, connect, type Server } from 'node:net';
import { HiveMetastoreCatalog } from '@lakehouse-portal/catalogs';
import {
  type HiveMetastoreServer,
  sharedSystem,
  startHiveMetastore,
  type SystemConnections,
  trinoCatalogs,
  TrinoStatements,
  uniqueName,
} from '../src';
import { listAll } from './listAll';
import { seenInPortal } from './rest/seenInPortal';
import { snapshotsOfOrders, writeShop } from './trino/writeShop';

/** A Hive Metastore 4.0.1, written by Trino and read by us: one of its own, as whole listings of it are compared and counted. */
describe('The Hive Metastore', () => {
  const trinoCatalog = uniqueName('hive');
  const schema = uniqueName('shop');
  let s3: SystemConnections['s3'];
  let metastore: HiveMetastoreServer;
  let warehouse: string;
  let port: number;
  let trino: TrinoStatements;
  let catalog: HiveMetastoreCatalog;

  const open = (at: number, before: number[] = []) =>
    new HiveMetastoreCatalog({
      servers: [...before, at].map(p => ({ host: '127.0.0.1', port: p })),
      timeoutMs: 60_000,
    });

  beforeAll(async () => {
    s3 = await sharedSystem('s3');
    const database = uniqueName('metastore');
    warehouse = `s3://${s3.bucket}/${database}`;
    metastore = await startHiveMetastore({
      ...{ postgres: await sharedSystem('postgres'), database, warehouse },
    });
    ({ port } = metastore);
    trino = new TrinoStatements((await sharedSystem('trino')).url);
    await trino.createCatalog(
      trinoCatalog,
      trinoCatalogs({ s3, hms: { uri: metastore.uri, warehouse } }).hms,
    );
    await writeShop(trino, `${trinoCatalog}.${schema}`);
    catalog = open(port);
  }, 1_800_000);

  afterAll(async () => {
    await catalog?.close();
    if (trino) await trino.dropCatalog(trinoCatalog).catch(() => undefined);
    await metastore?.stop();
  });

  it('lists what Trino made, tells the view from the table, and sees a commit by its pointer', async () => {
    const before = await listAll(catalog);
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
      servers: [{ host: '127.0.0.1', port }],
      catalog: 'hive',
    });
    const other = open(port, [1]);
    try {
      expect(await listAll(named)).toEqual(await listAll(catalog));
      expect(await listAll(other)).toEqual(await listAll(catalog));
    } finally {
      await named.close();
      await other.close();
    }
  });

  it('asks a call for each 100 tables', async () => {
    const many = uniqueName('many');
    const name = `${trinoCatalog}.${many}`;
    await trino.query(
      `CREATE SCHEMA ${name} WITH (location = '${warehouse}/${many}')`,
    );
    for (let index = 0; index < 101; index++)
      await trino.query(
        `CREATE VIEW ${name}.v${index} AS SELECT ${index} AS a`,
      );
    const asked: string[] = [];
    const proxy = await countingProxy(port, asked);
    const counted = open(proxy.port);
    try {
      const tables = await listAll(counted);
      expect(tables.filter(({ namespace }) => namespace === many)).toHaveLength(
        101,
      );
      const databases = (await catalog.listNamespaces()).map(
        ({ namespace }) =>
          tables.filter(table => table.namespace === namespace).length,
      );
      const batches = databases.reduce(
        (n, size) => n + Math.ceil(size / 100),
        0,
      );
      expect(databases).toContain(101);
      expect(asked.sort()).toEqual([
        'get_all_databases',
        ...Array(databases.length).fill('get_all_tables'),
        ...Array(batches).fill('get_table_objects_by_name_req'),
      ]);
    } finally {
      await counted.close();
      proxy.server.close();
    }
  });

  it('shows in the portal exactly the snapshots that Trino knows, and passes its connection test', async () => {
    const { snapshotIds, hops } = await seenInPortal(
      s3,
      { type: 'hive', uris: metastore.uri, warehouses: [warehouse] },
      { schema, table: 'orders' },
    );
    expect(snapshotIds).toEqual(
      await snapshotsOfOrders(trino, `${trinoCatalog}.${schema}`),
    );
    expect(hops).toEqual([
      'dns skipped',
      'tcp passed',
      'tls skipped',
      'authentication passed',
      'authorisation skipped',
      'listing passed',
      'metadata-read passed',
    ]);
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
