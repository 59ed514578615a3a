import {
  type CatalogTable,
  type ConnectionCheck,
  UnityCatalog,
  type UnityCatalogOptions,
} from '@lakehouse-portal/catalogs';
import {
  LocalFileIO,
  readTableMetadata,
} from '@lakehouse-portal/table-metadata';
import { RecordingProxy, unityDirectory } from '../src';
import { describeBuilt } from './describeBuilt';
import { type PortalSnapshots, startPortal } from './rest/startPortal';
import { UnityLake } from './unity/UnityLake';

/** More than two pages of 50. */
const MORE = 110;

describeBuilt('Unity Catalog', unityDirectory(), () => {
  let lake: UnityLake;
  let proxy: RecordingProxy;
  const open: UnityCatalog[] = [];

  function connect(options: Partial<UnityCatalogOptions> = {}): UnityCatalog {
    const catalog = new UnityCatalog({ url: new URL(proxy.url), ...options });
    open.push(catalog);
    return catalog;
  }

  beforeAll(async () => {
    lake = await UnityLake.start({ more: MORE });
    proxy = await RecordingProxy.start(lake.server.url);
  }, 1_200_000);

  afterAll(async () => {
    for (const catalog of open) await catalog.close();
    await proxy?.stop();
    await lake?.stop();
  });

  const ORDERS = { namespace: 'acme.shop', name: 'orders' };

  it('lists its catalogs, schemas and tables of every format to the last page, and says which can be read', async () => {
    const catalog = connect();
    expect(await catalog.listNamespaces()).toEqual([
      {
        namespace: 'acme.shop',
        properties: { layer: 'gold', comment: 'What is sold' },
      },
    ]);
    const tables: CatalogTable[] = [];
    for await (const page of catalog.listTables()) tables.push(...page);
    expect(tables).toHaveLength(MORE + 4);
    const find = (name: string) => tables.find(table => table.name === name);
    expect(find('orders')).toEqual({
      ...ORDERS,
      format: 'iceberg',
      location: expect.stringMatching(/^file:\/\/.*\/orders$/),
    });
    expect(find('plain')).toMatchObject({
      format: 'delta',
      unreadable: expect.stringMatching(/^A Delta table without Iceberg/),
    });
    expect(find('raw')).toMatchObject({ format: 'csv' });
    expect(find(`t_${MORE - 1}`)).toMatchObject({ format: 'parquet' });
    for (const name of ['orders', 'plain', 'raw'])
      expect(await catalog.findTable({ namespace: 'acme.shop', name })).toEqual(
        find(name),
      );
  });

  it('reads a Delta table with UniForm as its Iceberg metadata says, number for number', async () => {
    const catalog = connect();
    const loaded = await catalog.loadTable(ORDERS);
    if (!loaded || loaded === 'unchanged') throw new Error('Not loaded');
    const io = await LocalFileIO.create({ roots: [lake.warehouse] });
    expect(loaded.metadata).toEqual(
      await readTableMetadata(io, lake.orders.metadata_location),
    );
    expect(
      loaded.metadata.snapshots.map(({ snapshotId }) => snapshotId),
    ).toEqual(lake.orders.snapshots);
    expect(
      await catalog.loadTable(ORDERS, { knownVersion: loaded.version }),
    ).toBe('unchanged');
  });

  it.each([
    ['acme.shop', 'nothing'],
    ['acme.shop', 'ORDERS'],
    ['acme.nothing', 'orders'],
    ['nothing.shop', 'orders'],
  ])('has no table %s.%s', async (namespace, name) => {
    expect(await connect().findTable({ namespace, name })).toBeUndefined();
    expect(await connect().loadTable({ namespace, name })).toBeUndefined();
  });

  it('passes every hop of the connection test, and says that a catalog is not there', async () => {
    const hopsOf = async (catalog: UnityCatalog) => {
      const hops: ConnectionCheck[] = [];
      for await (const hop of catalog.check()) hops.push(hop);
      return hops;
    };
    expect(
      (await hopsOf(connect())).map(({ hop, outcome }) => `${hop} ${outcome}`),
    ).toEqual([
      'configuration passed',
      'dns skipped',
      'tcp passed',
      'tls skipped',
      'authentication passed',
      'authorisation passed',
      'listing passed',
      'metadata-read passed',
    ]);
    expect(
      (await hopsOf(connect({ catalog: 'nothing' }))).at(-1),
    ).toMatchObject({
      outcome: 'failed',
      message: expect.stringContaining('nothing'),
    });
  });

  it('is shown in the portal with its snapshots', async () => {
    const portal = await startPortal({
      ...{ type: 'unity', uri: lake.server.url, catalog: 'acme' },
      warehouses: [`file://${lake.warehouse}`],
    });
    try {
      const { snapshots } = await portal.get<PortalSnapshots>(
        '/lakehouses/lake/schemas/shop/tables/orders/snapshots',
      );
      expect(snapshots.map(({ snapshotId }) => snapshotId).sort()).toEqual(
        [...lake.orders.snapshots].sort(),
      );
      expect(await portal.check('catalog')).toContain('metadata-read passed');
    } finally {
      await portal.stop();
    }
  });
});
