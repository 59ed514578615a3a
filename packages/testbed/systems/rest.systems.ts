import {
  type Catalog,
  type CatalogTable,
  IcebergRestCatalog,
  type LoadedTable,
  OAuth2Authenticator,
} from '@lakehouse-portal/catalogs';
import {
  LocalFileIO,
  readTableMetadata,
  type TableMetadata,
} from '@lakehouse-portal/table-metadata';
import { mkdirSync } from 'node:fs';
import {
  RecordingProxy,
  startIcebergRest,
  startPostgres,
  type StoreServer,
  TrinoServer,
} from '../src';
import { RestLake, type WrittenTable } from './rest/RestLake';
import { type PortalSnapshots, startPortal } from './rest/startPortal';
import { TlsFront } from './rest/TlsFront';

/** Names that are hard for URLs, and that the server takes. */
const HARD_NAMES = ["o'Neill & co", 'a+b', 'größe', 'x=1;y', 'a.b'];

let lake: RestLake;
let proxy: RecordingProxy;
let catalog: IcebergRestCatalog;
let written: Record<string, WrittenTable>;

beforeAll(async () => {
  lake = await RestLake.start(({ directory, ...options }) =>
    startIcebergRest({
      ...options,
      backend: { type: 'sqlite', file: `${directory}/catalog.db` },
    }),
  );
  proxy = await RecordingProxy.start(lake.server.url);
  catalog = new IcebergRestCatalog({ url: new URL(proxy.url), pageSize: 2 });
  written = await lake.write({
    uri: lake.server.url,
    namespaces: [
      { levels: ['shop'], properties: { 'lakehouse.owner': 'team-a' } },
      { levels: ['shop', 'eu'] },
      { levels: ['shop', 'eu', 'old'] },
      { levels: ['empty'] },
    ],
    tables: [
      { identifier: ['shop', 'orders'], snapshots: 3 },
      { identifier: ['shop', 'new'], snapshots: 0 },
      { identifier: ['shop', 'eu', 'orders'], snapshots: 1 },
      { identifier: ['shop', 'eu', 'old', 'orders'], snapshots: 1 },
      ...HARD_NAMES.map(name => ({
        identifier: ['shop', name],
        snapshots: 1,
      })),
    ],
  });
}, 900_000);

afterAll(async () => {
  await catalog?.close();
  await proxy?.stop();
  await lake?.stop();
});

async function all(of: Catalog): Promise<CatalogTable[]> {
  const found: CatalogTable[] = [];
  for await (const page of of.listTables()) found.push(...page);
  return found;
}

async function load(
  table: { namespace: string; name: string },
  options?: Parameters<IcebergRestCatalog['loadTable']>[1],
): Promise<LoadedTable> {
  const loaded = await catalog.loadTable(table, options);
  if (loaded === undefined || loaded === 'unchanged')
    throw new Error(`Not loaded, but ${loaded}`);
  return loaded;
}

const byName = (a: CatalogTable, b: CatalogTable) =>
  `${a.namespace} ${a.name}`.localeCompare(`${b.namespace} ${b.name}`);

describe('Iceberg REST: the reference server', () => {
  it('lists namespaces inside of others with the separator that it announces, and their properties', async () => {
    expect(await catalog.listNamespaces()).toEqual(
      expect.arrayContaining([
        {
          namespace: 'shop',
          properties: expect.objectContaining({ 'lakehouse.owner': 'team-a' }),
        },
        expect.objectContaining({ namespace: 'shop.eu' }),
        expect.objectContaining({ namespace: 'shop.eu.old' }),
        expect.objectContaining({ namespace: 'empty' }),
      ]),
    );
    expect(await catalog.listNamespaces()).toHaveLength(4);
  });

  it('lists every table, two on a page', async () => {
    const names = (await all(catalog))
      .sort(byName)
      .map(({ namespace, name }) => [namespace, name]);
    const expected = [
      ['shop', 'orders'],
      ['shop', 'new'],
      ['shop.eu', 'orders'],
      ['shop.eu.old', 'orders'],
      ...HARD_NAMES.map(name => ['shop', name]),
    ];
    expect(names).toHaveLength(expected.length);
    expect(names).toEqual(expect.arrayContaining(expected));
  });

  it('gives the same metadata as the metadata file, number for number, whatever the names', async () => {
    const tables = await all(catalog);
    expect(tables.length).toBeGreaterThan(HARD_NAMES.length);
    for (const table of tables) {
      const { metadata } = await load(table);
      const file = await readTableMetadata(
        lake.fileIO,
        metadata.metadataLocation,
      );
      expect(metadata).toEqual(file);
      const key = JSON.stringify([...table.namespace.split('.'), table.name]);
      expect(metadata.metadataLocation).toBe(written[key].metadata_location);
      expect(metadata.snapshots.map(({ snapshotId }) => snapshotId)).toEqual(
        written[key].snapshots,
      );
    }
  }, 60_000);

  it('has no table that was never there, and says so of a name that it can’t be asked for', async () => {
    expect(
      await catalog.loadTable({ namespace: 'shop', name: 'nope' }),
    ).toBeUndefined();
    expect(
      await catalog.findTable({ namespace: 'nope', name: 'nope' }),
    ).toBeUndefined();
    expect(
      await catalog.findTable({ namespace: 'shop', name: 'orders' }),
    ).toEqual({ namespace: 'shop', name: 'orders' });
    // Jetty refuses an encoded percent sign.
    await expect(
      catalog.loadTable({ namespace: 'shop', name: '50%' }),
    ).rejects.toMatchObject({ name: 'CatalogResponseError' });
  });

  it('answers 304 to its unquoted ETag, until the table changes', async () => {
    const orders = { namespace: 'shop.eu', name: 'orders' };
    const first = await load(orders);
    expect(first.version).toMatch(/^[0-9a-f]+ s3:/);
    proxy.log.length = 0;
    expect(
      await catalog.loadTable(orders, { knownVersion: first.version }),
    ).toBe('unchanged');
    expect(proxy.log).toEqual(['GET /v1/namespaces/shop%2Eeu/tables/orders']);
    // Remembered without an ETag, as by a connection of another kind: the location tells.
    expect(
      await catalog.loadTable(orders, {
        knownVersion: first.metadata.metadataLocation,
      }),
    ).toBe('unchanged');
  });

  it('gives the snapshots that branches and tags name, when it is asked for them only', async () => {
    const orders = { namespace: 'shop', name: 'orders' };
    const { metadata, version } = await load(orders, { snapshots: 'refs' });
    expect(snapshotIds(metadata)).toEqual([metadata.currentSnapshotId]);
    // The next whole reading must not take this for the table as it is.
    expect(version).toBeUndefined();
    expect((await load(orders)).metadata.snapshots).toHaveLength(3);
  });

  it('never shows its stack traces', async () => {
    const response = await fetch(
      `${lake.server.url}/v1/namespaces/nope/tables`,
    );
    expect(await response.text()).toContain('\\tat org.apache.iceberg');
    const error = await new IcebergRestCatalog({
      url: new URL(`${lake.server.url}/nowhere`),
    })
      .config()
      .catch(reason => reason);
    expect(error).toMatchObject({
      name: 'CatalogResponseError',
      message: expect.stringMatching(/\/nowhere\/v1\/config answered 4/),
    });
    expect(error.message).not.toMatch(/\bat org\.|Exception/);
  });

  it('is checked hop by hop, up to the metadata of a table', async () => {
    const outcomes: string[][] = [];
    for await (const { hop, outcome } of catalog.check())
      outcomes.push([hop, outcome]);
    expect(outcomes).toEqual([
      ['configuration', 'passed'],
      ['dns', 'skipped'],
      ['tcp', 'passed'],
      ['tls', 'skipped'],
      ['authentication', 'passed'],
      ['authorisation', 'passed'],
      ['listing', 'passed'],
      ['metadata-read', 'passed'],
    ]);
  });

  it('is reached over TLS by who trusts its authority, and tells everybody else what to do', async () => {
    const front = await TlsFront.start(lake.server.url, lake.directory);
    const url = new URL(front.url);
    const trusting = new IcebergRestCatalog({ url, ca: front.ca });
    expect(await trusting.listNamespaces()).not.toEqual([]);
    const tls = async (of: IcebergRestCatalog) => {
      for await (const check of of.check())
        if (check.hop === 'tls') return check;
      return undefined;
    };
    expect(await tls(trusting)).toMatchObject({
      outcome: 'passed',
      message: expect.stringContaining('catalog.testbed'),
    });
    const strange = new IcebergRestCatalog({ url });
    await expect(strange.listNamespaces()).rejects.toMatchObject({
      name: 'CatalogUnavailableError',
      message: expect.stringContaining('certificate is not trusted'),
    });
    expect(await tls(strange)).toMatchObject({
      outcome: 'failed',
      advice: expect.stringContaining('certificate of its authority'),
    });
    await trusting.close();
    await strange.close();
    await front.stop();
  }, 60_000);

  it('gives tokens for client credentials, one for many requests', async () => {
    const authenticator = new OAuth2Authenticator({
      tokenUrl: new URL('/v1/oauth/tokens', proxy.url),
      clientId: 'portal',
      clientSecret: 'testbed-secret',
    });
    const known = new IcebergRestCatalog({
      url: new URL(proxy.url),
      authenticator,
    });
    proxy.log.length = 0;
    expect(await known.listNamespaces()).toHaveLength(4);
    expect(
      proxy.log.filter(line => line === 'POST /v1/oauth/tokens'),
    ).toHaveLength(1);
    // It does not look at tokens, so that what it gave is looked at here.
    const { authorization } = await authenticator.authenticate({
      method: 'GET',
      url: new URL(proxy.url),
      headers: {},
    });
    expect(authorization).toMatch(/^Bearer \S+portal/);
    await known.close();
  });

  it('says what it is and can do', async () => {
    const { product, capabilities } = await catalog.describe();
    expect(product).toBe('Iceberg REST');
    expect(
      Object.fromEntries(
        capabilities.map(({ id, possible }) => [id, possible]),
      ),
    ).toMatchObject({
      'nested-namespaces': true,
      views: true,
      'detect-changes': true,
      'snapshot-history': true,
      references: false,
    });
  });
});

describe('Iceberg REST: tables that Trino wrote', () => {
  let trino: TrinoServer;

  beforeAll(async () => {
    trino = await TrinoServer.start({
      lake: {
        ...lake.trinoStore,
        'iceberg.rest-catalog.uri': lake.server.url,
        'iceberg.rest-catalog.view-endpoints-enabled': 'true',
      },
    });
    for (const sql of [
      `CREATE SCHEMA lake.tpch`,
      `CREATE TABLE lake.tpch.orders WITH (partitioning = ARRAY['month(orderdate)']) AS SELECT orderkey, custkey, orderdate, totalprice FROM testbed_probe.tiny.orders WHERE orderdate < DATE '1993-01-01'`,
      `UPDATE lake.tpch.orders SET totalprice = totalprice + 1 WHERE custkey < 100`,
      `DELETE FROM lake.tpch.orders WHERE custkey > 1400`,
      `ALTER TABLE lake.tpch.orders ADD COLUMN note varchar`,
      `CREATE VIEW lake.tpch.v_orders AS SELECT count(*) n FROM lake.tpch.orders`,
      `CREATE TABLE lake.tpch.nation AS SELECT * FROM testbed_probe.tiny.nation`,
    ])
      await trino.query(sql);
  }, 600_000);

  afterAll(async () => {
    await trino?.stop();
  });

  it('have the snapshots that Trino lists, and the same metadata by file and by REST', async () => {
    for (const name of ['orders', 'nation']) {
      const { metadata } = await load({ namespace: 'tpch', name });
      const file = await readTableMetadata(
        lake.fileIO,
        metadata.metadataLocation,
      );
      expect(metadata).toEqual(file);
      const theirs = await trino.query(
        `SELECT CAST(snapshot_id AS varchar) FROM lake.tpch."${name}$snapshots" ORDER BY committed_at`,
      );
      expect(snapshotIds(metadata)).toEqual(theirs.map(([id]) => id).sort());
    }
  }, 60_000);

  it('are refused with 400 when asked for with snapshots=refs, as they have statistics files: asked once, then never again', async () => {
    const orders = { namespace: 'tpch', name: 'orders' };
    const url = `${lake.server.url}/v1/namespaces/tpch/tables/orders?snapshots=refs`;
    expect((await fetch(url)).status).toBe(400);
    const fresh = new IcebergRestCatalog({ url: new URL(proxy.url) });
    await fresh.config();
    proxy.log.length = 0;
    const light = await fresh.loadTable(orders, { snapshots: 'refs' });
    expect((light as LoadedTable).metadata.snapshots).toEqual(
      (await load(orders)).metadata.snapshots,
    );
    expect(proxy.log).toHaveLength(3);
    await fresh.loadTable(orders, { snapshots: 'refs' });
    expect(proxy.log).toHaveLength(4);
    await fresh.close();
  });

  it('change only when they change: of many tables, only the one that was written is given again', async () => {
    const tables = (await all(catalog)).filter(({ kind }) => kind !== 'view');
    const known = new Map<CatalogTable, string | undefined>();
    for (const table of tables) known.set(table, (await load(table)).version);
    await trino.query(
      `INSERT INTO lake.tpch.nation SELECT * FROM testbed_probe.tiny.nation`,
    );
    const changed: string[] = [];
    for (const [table, knownVersion] of known) {
      const loaded = await catalog.loadTable(table, { knownVersion });
      if (loaded !== 'unchanged') changed.push(table.name);
    }
    expect(changed).toEqual(['nation']);
  }, 60_000);

  it('are told from views, which are listed and not read', async () => {
    const listed = (await all(catalog)).filter(
      ({ namespace }) => namespace === 'tpch',
    );
    expect(listed.sort(byName)).toEqual([
      { namespace: 'tpch', name: 'nation' },
      { namespace: 'tpch', name: 'orders' },
      { namespace: 'tpch', name: 'v_orders', kind: 'view' },
    ]);
    expect(
      await catalog.loadTable({
        namespace: 'tpch',
        name: 'v_orders',
        kind: 'view',
      }),
    ).toBeUndefined();
  });

  it('are shown by the portal, whose check goes as far as a file of a table', async () => {
    const portal = await startPortal({
      type: 'rest',
      uri: lake.server.url,
      ...lake.portalStore,
    });
    const path = '/lakehouses/lake/schemas/tpch/tables/orders';
    const { items } = await portal.get<{ items: Array<{ table: string }> }>(
      '/tables?schema=tpch&sort=name',
    );
    expect(items.map(item => item.table)).toEqual(
      expect.arrayContaining(['nation', 'orders']),
    );
    const { columns } = await portal.get<{ columns: Array<{ name: string }> }>(
      path,
    );
    expect(columns.map(column => column.name)).toEqual([
      'orderkey',
      'custkey',
      'orderdate',
      'totalprice',
      'note',
    ]);
    const theirs = await trino.query(
      `SELECT CAST(snapshot_id AS varchar) FROM lake.tpch."orders$snapshots"`,
    );
    const { snapshots } = await portal.get<PortalSnapshots>(
      `${path}/snapshots`,
    );
    expect(snapshots.map(({ snapshotId }) => snapshotId).sort()).toEqual(
      theirs.map(([id]) => id).sort(),
    );
    expect(await portal.check('catalog')).toEqual([
      'configuration passed',
      'dns skipped',
      'tcp passed',
      'tls skipped',
      'authentication passed',
      'authorisation passed',
      'listing passed',
      'metadata-read passed',
    ]);
    await portal.stop();
  }, 120_000);

  it('vanish when they are dropped', async () => {
    await trino.query('DROP TABLE lake.tpch.nation');
    expect(
      await catalog.loadTable({ namespace: 'tpch', name: 'nation' }),
    ).toBeUndefined();
    expect((await all(catalog)).map(({ name }) => name)).not.toContain(
      'nation',
    );
  });
});

function snapshotIds(metadata: TableMetadata): string[] {
  return metadata.snapshots.map(({ snapshotId }) => snapshotId).sort();
}

describe('Iceberg REST: other places for pointers and files', () => {
  async function lists(server: StoreServer): Promise<void> {
    const connected = new IcebergRestCatalog({ url: new URL(server.url) });
    const created = await fetch(`${server.url}/v1/namespaces`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ namespace: ['shop'], properties: {} }),
    });
    expect(created.status).toBe(200);
    const table = await fetch(`${server.url}/v1/namespaces/shop/tables`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        name: 'orders',
        schema: {
          type: 'struct',
          fields: [{ id: 1, name: 'id', type: 'long', required: true }],
        },
      }),
    });
    expect(table.status).toBe(200);
    expect(await all(connected)).toEqual([
      { namespace: 'shop', name: 'orders' },
    ]);
    const loaded = (await connected.loadTable({
      namespace: 'shop',
      name: 'orders',
    })) as LoadedTable;
    const io = await LocalFileIO.create({ roots: [`${lake.directory}/local`] });
    expect(loaded.metadata).toEqual(
      await readTableMetadata(io, loaded.metadata.metadataLocation),
    );
    await connected.close();
    await server.stop();
  }

  // eslint-disable-next-line jest/expect-expect -- what it calls expects
  it('are memory with a folder, and PostgreSQL with a folder', async () => {
    mkdirSync(`${lake.directory}/local`);
    await lists(
      await startIcebergRest({ warehouse: `${lake.directory}/local/memory` }),
    );
    const postgres = await startPostgres();
    try {
      const { user, password } = await postgres.createDatabase('rest');
      await lists(
        await startIcebergRest({
          warehouse: `${lake.directory}/local/postgresql`,
          backend: {
            type: 'postgresql',
            url: postgres.jdbcUrl('rest'),
            user,
            password,
          },
        }),
      );
    } finally {
      await postgres.stop();
    }
  }, 300_000);
});
