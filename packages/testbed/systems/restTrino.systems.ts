import {
  type CatalogTable,
  IcebergRestCatalog,
  type LoadedTable,
} from '@lakehouse-portal/catalogs';
import { readTableMetadata } from '@lakehouse-portal/table-metadata';
import {
  RecordingProxy,
  sharedSystem,
  startIcebergRest,
  TrinoStatements,
  uniqueName,
} from '../src';
import { listAll } from './listAll';
import { loadTable } from './rest/loadTable';
import { RestLake } from './rest/RestLake';
import { type PortalSnapshots, startPortal } from './rest/startPortal';

describe('Iceberg REST: tables that Trino wrote', () => {
  const trinoCatalog = uniqueName('rest');
  let lake: RestLake;
  let proxy: RecordingProxy;
  let catalog: IcebergRestCatalog;
  let trino: TrinoStatements;

  beforeAll(async () => {
    lake = await RestLake.start(({ directory, ...options }) =>
      startIcebergRest({
        ...options,
        backend: { type: 'sqlite', file: `${directory}/catalog.db` },
      }),
    );
    await lake.write({
      uri: lake.server.url,
      namespaces: [{ levels: ['shop'] }],
      tables: [{ identifier: ['shop', 'orders'], snapshots: 2 }],
    });
    proxy = await RecordingProxy.start(lake.server.url);
    catalog = new IcebergRestCatalog({ url: new URL(proxy.url), pageSize: 2 });
    trino = new TrinoStatements((await sharedSystem('trino')).url);
    await trino.createCatalog(trinoCatalog, {
      ...lake.trinoStore,
      'iceberg.rest-catalog.uri': lake.server.url,
      'iceberg.rest-catalog.view-endpoints-enabled': 'true',
    });
    for (const sql of [
      `CREATE SCHEMA ${trinoCatalog}.tpch`,
      `CREATE TABLE ${trinoCatalog}.tpch.orders WITH (partitioning = ARRAY['month(orderdate)']) AS SELECT orderkey, custkey, orderdate, totalprice FROM testbed_probe.tiny.orders WHERE orderdate < DATE '1993-01-01'`,
      `UPDATE ${trinoCatalog}.tpch.orders SET totalprice = totalprice + 1 WHERE custkey < 100`,
      `DELETE FROM ${trinoCatalog}.tpch.orders WHERE custkey > 1400`,
      `ALTER TABLE ${trinoCatalog}.tpch.orders ADD COLUMN note varchar`,
      `CREATE VIEW ${trinoCatalog}.tpch.v_orders AS SELECT count(*) n FROM ${trinoCatalog}.tpch.orders`,
      `CREATE TABLE ${trinoCatalog}.tpch.nation AS SELECT * FROM testbed_probe.tiny.nation`,
    ])
      await trino.query(sql);
  }, 900_000);

  afterAll(async () => {
    await catalog?.close();
    await trino?.dropCatalog(trinoCatalog);
    await proxy?.stop();
    await lake?.stop();
  });

  it('have the snapshots that Trino lists, and the same metadata by file and by REST', async () => {
    for (const name of ['orders', 'nation']) {
      const { metadata } = await loadTable(catalog, {
        namespace: 'tpch',
        name,
      });
      const file = await readTableMetadata(
        lake.fileIO,
        metadata.metadataLocation,
      );
      expect(metadata).toEqual(file);
      const theirs = await trino.query(
        `SELECT CAST(snapshot_id AS varchar) FROM ${trinoCatalog}.tpch."${name}$snapshots" ORDER BY committed_at`,
      );
      expect(
        metadata.snapshots.map(({ snapshotId }) => snapshotId).sort(),
      ).toEqual(theirs.map(([id]) => id).sort());
    }
  });

  it('are refused with 400 when asked for with snapshots=refs, as they have statistics files: asked once, then never again', async () => {
    const orders = { namespace: 'tpch', name: 'orders' };
    const url = `${lake.server.url}/v1/namespaces/tpch/tables/orders?snapshots=refs`;
    expect((await fetch(url)).status).toBe(400);
    const fresh = new IcebergRestCatalog({ url: new URL(proxy.url) });
    // Each asks for it once, before all else.
    await Promise.all([fresh.config(), catalog.config()]);
    proxy.log.length = 0;
    const light = await fresh.loadTable(orders, { snapshots: 'refs' });
    expect((light as LoadedTable).metadata.snapshots).toEqual(
      (await loadTable(catalog, orders)).metadata.snapshots,
    );
    expect(proxy.log).toHaveLength(3);
    await fresh.loadTable(orders, { snapshots: 'refs' });
    expect(proxy.log).toHaveLength(4);
    await fresh.close();
  });

  it('change only when they change: of many tables, only the one that was written is given again', async () => {
    const tables = (await listAll(catalog)).filter(
      ({ kind }) => kind !== 'view',
    );
    const known = new Map<CatalogTable, string | undefined>();
    for (const table of tables)
      known.set(table, (await loadTable(catalog, table)).version);
    await trino.query(
      `INSERT INTO ${trinoCatalog}.tpch.nation SELECT * FROM testbed_probe.tiny.nation`,
    );
    const changed: string[] = [];
    for (const [table, knownVersion] of known) {
      const loaded = await catalog.loadTable(table, { knownVersion });
      if (loaded !== 'unchanged') changed.push(table.name);
    }
    expect(changed).toEqual(['nation']);
  });

  it('are told from views, which are listed and not read', async () => {
    const listed = (await listAll(catalog)).filter(
      ({ namespace }) => namespace === 'tpch',
    );
    expect(listed.sort((a, b) => a.name.localeCompare(b.name))).toEqual([
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
      `SELECT CAST(snapshot_id AS varchar) FROM ${trinoCatalog}.tpch."orders$snapshots"`,
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
  });

  it('vanish when they are dropped', async () => {
    await trino.query(`DROP TABLE ${trinoCatalog}.tpch.nation`);
    expect(
      await catalog.loadTable({ namespace: 'tpch', name: 'nation' }),
    ).toBeUndefined();
    expect((await listAll(catalog)).map(({ name }) => name)).not.toContain(
      'nation',
    );
  });
});
