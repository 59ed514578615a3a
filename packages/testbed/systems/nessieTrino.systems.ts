import { NessieCatalog, type TableHistory } from '@lakehouse-portal/catalogs';
import {
  NESSIE_WAREHOUSE,
  sharedSystem,
  startNessie,
  TrinoStatements,
  uniqueName,
} from '../src';
import { loadTable } from './rest/loadTable';
import { RestLake } from './rest/RestLake';
import { type PortalSnapshots, startPortal } from './rest/startPortal';

describe('Nessie: tables that Trino wrote', () => {
  const trinoCatalog = uniqueName('nessie');
  let lake: RestLake;
  let catalog: NessieCatalog;
  let trino: TrinoStatements;

  beforeAll(async () => {
    lake = await RestLake.start(options => startNessie(options));
    catalog = new NessieCatalog({ url: new URL(lake.server.url) });
    trino = new TrinoStatements((await sharedSystem('trino')).url);
    await trino.createCatalog(trinoCatalog, {
      ...lake.trinoStore,
      'iceberg.rest-catalog.uri': `${lake.server.url}/iceberg`,
      'iceberg.rest-catalog.warehouse': NESSIE_WAREHOUSE,
    });
    for (const sql of [
      `CREATE SCHEMA ${trinoCatalog}.tpch`,
      `CREATE TABLE ${trinoCatalog}.tpch.orders WITH (partitioning = ARRAY['month(orderdate)']) AS SELECT orderkey, custkey, orderdate, totalprice FROM testbed_probe.tiny.orders WHERE orderdate < DATE '1993-01-01'`,
      `UPDATE ${trinoCatalog}.tpch.orders SET totalprice = totalprice + 1 WHERE custkey < 100`,
      `DELETE FROM ${trinoCatalog}.tpch.orders WHERE custkey > 1400`,
    ])
      await trino.query(sql);
  }, 900_000);

  afterAll(async () => {
    await catalog?.close();
    await trino?.dropCatalog(trinoCatalog);
    await lake?.stop();
  });

  it('have in Trino the one snapshot that they have here, and here the commits as well', async () => {
    const table = await catalog.findTable({
      namespace: 'tpch',
      name: 'orders',
    });
    const { metadata } = await loadTable(catalog, table!);
    const theirs = await trino.query(
      `SELECT CAST(snapshot_id AS varchar) FROM ${trinoCatalog}.tpch."orders$snapshots"`,
    );
    expect(metadata.snapshots.map(({ snapshotId }) => [snapshotId])).toEqual(
      theirs,
    );
    const { commits } = await catalog.readHistory(table!);
    expect(commits.length).toBeGreaterThanOrEqual(3);
    expect(commits[0]).toMatchObject({
      snapshotId: metadata.currentSnapshotId,
      metadataLocation: table!.metadataLocation,
    });
  });

  it('are shown by the portal with their commits and references', async () => {
    const portal = await startPortal({
      type: 'nessie',
      uri: lake.server.url,
      warehouse: NESSIE_WAREHOUSE,
      ...lake.portalStore,
    });
    const path = '/lakehouses/lake/schemas/tpch/tables/orders';
    const { snapshots } = await portal.get<PortalSnapshots>(
      `${path}/snapshots`,
    );
    expect(snapshots).toHaveLength(1);
    const history = await portal.get<TableHistory>(`${path}/commits`);
    const { commits } = await catalog.readHistory({
      namespace: 'tpch',
      name: 'orders',
    });
    expect(history.reference).toBe('main');
    expect(history.commits.map(({ hash }) => hash)).toEqual(
      commits.map(({ hash }) => hash),
    );
    expect(history.commits[0].snapshotId).toBe(snapshots[0].snapshotId);
    expect(
      (await portal.check('catalog')).filter(hop => !hop.endsWith('skipped')),
    ).toEqual([
      'configuration passed',
      'tcp passed',
      'authentication passed',
      'authorisation passed',
      'listing passed',
      'metadata-read passed',
    ]);
    await portal.stop();
  });
});
