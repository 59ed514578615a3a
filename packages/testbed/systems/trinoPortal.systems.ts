import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import lakehousePlugin from '@lakehouse-portal/plugin-lakehouse-backend';
import type {
  LakehouseSources,
  LakehouseSummary,
  TableDetail,
  TableHealthReport,
  TableQueryResult,
  TableSnapshots,
  TablesPage,
} from '@lakehouse-portal/plugin-lakehouse-common';
import request from 'supertest';
import { TrinoServer, TrinoStatements } from '../src';

const SHOP = '/lakehouses/engine/schemas/shop';

/** Lakehouses of type `trino`, through the portal's API, on a real Trino 476. */
describe('The portal on a lakehouse that is read through Trino', () => {
  let directory: string;
  let server: TrinoServer;
  let trino: TrinoStatements;
  let portal: Awaited<ReturnType<typeof startTestBackend>>;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'lakehouse-trino-portal-'));
    await mkdir(join(directory, 'metastore'));
    await writeFile(
      join(directory, 'rules.json'),
      JSON.stringify({
        tables: [
          // All of one table; of the other the rows, but none of its metadata tables; of the third nothing.
          { user: 'narrow', table: 'plain(\\$.*)?', privileges: ['SELECT'] },
          { user: 'narrow', table: 'orders', privileges: ['SELECT'] },
        ],
      }),
    );
    const lake = {
      'connector.name': 'iceberg',
      'iceberg.catalog.type': 'TESTING_FILE_METASTORE',
      'fs.native-local.enabled': 'true',
      'local.location': '/',
      'hive.metastore.catalog.dir': `local://${directory}/metastore`,
    };
    server = await TrinoServer.start({
      lake,
      guarded: {
        ...lake,
        'iceberg.security': 'file',
        'security.config-file': join(directory, 'rules.json'),
      },
      tpch: { 'connector.name': 'tpch' },
    });
    trino = new TrinoStatements(server.url);
    const at = (table: string) =>
      `location = '${pathToFileURL(directory).href}/tables/${table}'`;
    for (const sql of [
      `CREATE SCHEMA lake.shop`,
      `CREATE TABLE lake.shop.orders WITH (partitioning = ARRAY['month(orderdate)'], ${at(
        'orders',
      )}) AS SELECT * FROM tpch.tiny.orders WHERE orderdate < DATE '1992-07-01'`,
      `ALTER TABLE lake.shop.orders ADD COLUMN channel varchar`,
      `UPDATE lake.shop.orders SET channel = 'telephone' WHERE orderpriority = '1-URGENT'`,
      `CREATE TABLE lake.shop.plain (a bigint, b varchar) WITH (${at(
        'plain',
      )})`,
      `INSERT INTO lake.shop.plain VALUES (9007199254740993, 'x'), (2, NULL)`,
      `CREATE TABLE lake.shop.hidden (a bigint) WITH (${at('hidden')})`,
      `CREATE VIEW lake.shop.a_view AS SELECT 1 AS one`,
    ]) {
      await trino.query(sql);
    }
    const through = (config: object) => ({
      type: 'trino',
      trino: { server: server.url, ...config },
    });
    portal = await startTestBackend({
      features: [
        lakehousePlugin,
        mockServices.rootConfig.factory({
          data: {
            lakehouse: {
              connections: {
                engine: through({
                  user: 'portal',
                  catalog: 'lake',
                  source: 'portal-of-the-test',
                }),
                guarded: through({ user: 'narrow', catalog: 'guarded' }),
                mistaken: through({ user: 'portal', catalog: 'nope' }),
              },
            },
          },
        }),
      ],
    });
  }, 900_000);

  afterAll(async () => {
    await portal?.stop();
    await server?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  async function get<T>(path: string, status: number = 200): Promise<T> {
    const { body } = await request(portal.server)
      .get(`/api/lakehouse${path}`)
      .expect(status);
    return body as T;
  }

  async function scan(lakehouse: string): Promise<LakehouseSummary['scan']> {
    const { body } = await request(portal.server)
      .post(`/api/lakehouse/lakehouses/${lakehouse}/scan`)
      .expect(200);
    return (body as LakehouseSummary).scan;
  }

  async function tables(lakehouse: string): Promise<TablesPage['items']> {
    const { items } = await get<TablesPage>(
      `/tables?lakehouse=${lakehouse}&sort=name&limit=50`,
    );
    return items;
  }

  /** Hops of the connection test, as `hop outcome`, and the messages. */
  async function check(lakehouse: string): Promise<string[]> {
    const { text } = await request(portal.server)
      .post(`/api/lakehouse/lakehouses/${lakehouse}/sources/engine/check`)
      .buffer(true)
      .parse((response, done) => {
        let body = '';
        response.on('data', chunk => {
          body += chunk;
        });
        response.on('end', () => done(null, body));
      })
      .expect(200)
      .then(response => ({ text: String(response.body) }));
    return text
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
      .map(({ hop, outcome, message }) => `${hop} ${outcome}: ${message}`);
  }

  /** Statements that the portal has run on Trino so far. */
  async function statements(): Promise<number> {
    const [[count]] = await trino.query(
      "SELECT count(*) FROM system.runtime.queries WHERE source = 'portal-of-the-test'",
    );
    return Number(count);
  }

  it('lists tables with their figures, and views as what they are', async () => {
    expect(await scan('engine')).toMatchObject({
      status: 'ok',
      tablesTotal: 4,
    });
    const [[files, bytes]] = await trino.query(
      'SELECT count_if(content = 0), sum(file_size_in_bytes) FROM lake.shop."orders$files"',
    );
    const found = await tables('engine');
    expect(
      found.map(({ kind, table, severity }) => [kind, table, severity]),
    ).toEqual([
      ['view', 'a_view', 'unknown'],
      ['table', 'hidden', 'healthy'],
      ['table', 'orders', 'at-risk'],
      ['table', 'plain', 'healthy'],
    ]);
    expect(found[2]).toMatchObject({
      dataFiles: files,
      sizeBytes: bytes,
      snapshots: 2,
    });
    expect(found[2].scanError).toBeUndefined();
    expect(found[0].unreadable).toContain('view');
  });

  it('shows columns, partitioning, and what Trino does not tell as that and not as damage', async () => {
    const detail = await get<TableDetail>(`${SHOP}/tables/orders`);
    const columns = await trino.query(
      "SELECT column_name FROM lake.information_schema.columns WHERE table_schema = 'shop' AND table_name = 'orders' ORDER BY ordinal_position",
    );
    expect(detail.columns.map(({ name }) => name)).toEqual(columns.flat());
    expect(detail.partitioning.map(spec => spec.description)).toEqual([
      'month(orderdate)',
    ]);
    expect(detail.warnings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['read-through-trino', 'clustering-unknown']),
    );
    expect(detail.warnings.every(({ isLimit }) => isLimit)).toBe(true);
    expect(detail.lede.detail).not.toContain('could not be read');
    expect(
      detail.snippets.flatMap(({ engine, code }) => (code ? [engine] : [])),
    ).toEqual(['Trino']);
  });

  it('shows exactly the snapshots of Trino', async () => {
    const theirs = await trino.query(
      'SELECT CAST(snapshot_id AS varchar), operation FROM lake.shop."orders$snapshots" ORDER BY committed_at DESC',
    );
    const { snapshots, totalSnapshots } = await get<TableSnapshots>(
      `${SHOP}/tables/orders/snapshots`,
    );
    expect(totalSnapshots).toBe(2);
    expect(
      snapshots.map(({ snapshotId, operation }) => [snapshotId, operation]),
    ).toEqual(theirs);
  });

  it('judges a table with delete files, and says that the order of values and the size of the metadata file are not known', async () => {
    const report = await get<TableHealthReport>(`${SHOP}/tables/orders/health`);
    const dimension = (id: string) =>
      report.health.dimensions.find(candidate => candidate.id === id)!;
    expect(report.health.score).toEqual(expect.any(Number));
    const [[deletes]] = await trino.query(
      'SELECT count(*) FROM lake.shop."orders$files" WHERE content = 1',
    );
    expect(Number(deletes)).toBeGreaterThan(0);
    expect(dimension('deletes').value).toBe(`${deletes} position delete files`);
    expect(dimension('order-and-statistics')).toMatchObject({
      state: 'unknown',
    });
    expect(dimension('storage').valueDetail).toContain(
      'ize of the metadata file unknown',
    );
  });

  it('asks one statement of each table that has not changed, also of those with delete files, and reads the one that has', async () => {
    await scan('engine');
    const before = await statements();
    expect(await scan('engine')).toMatchObject({ tablesUnchanged: 4 });
    // Schemas, twice; tables and Iceberg tables of the one schema; the metadata log of three tables.
    const unchanged = (await statements()) - before;
    expect(unchanged).toBe(7);
    await trino.query("INSERT INTO lake.shop.plain VALUES (3, 'y')");
    expect(await scan('engine')).toMatchObject({ tablesUnchanged: 3 });
    const found = await tables('engine');
    expect(found.find(({ table }) => table === 'plain')?.snapshots).toBe(3);
  });

  it('says of which version it is and what is not possible there, and tests the connection up to the metadata of a table', async () => {
    const { scan: state, sources } = await get<LakehouseSources>(
      '/lakehouses/engine/sources',
    );
    expect(state).toMatchObject({ status: 'ok' });
    expect(sources).toMatchObject([
      { source: 'engine', product: 'Trino', version: '476', testable: true },
    ]);
    expect(
      sources[0].capabilities.find(({ id }) => id === 'commit-history'),
    ).toMatchObject({ possible: false, note: expect.any(String) });
    const hops = await check('engine');
    expect(hops.map(hop => hop.split(':')[0])).toEqual([
      'configuration passed',
      'dns skipped',
      'tcp passed',
      'tls skipped',
      'authentication passed',
      'authorisation passed',
      'listing passed',
      'metadata-read passed',
      'undefined passed',
    ]);
  });

  it('shows the first rows of a table as it was, with numbers beyond 2^53', async () => {
    const { snapshots } = await get<TableSnapshots>(
      `${SHOP}/tables/plain/snapshots`,
    );
    const rows = async (snapshotId: string) => {
      const { body } = await request(portal.server)
        .post(`/api/lakehouse${SHOP}/tables/plain/query`)
        .send({ snapshotId })
        .expect(200);
      return (body as TableQueryResult).rows;
    };
    expect(await rows(snapshots[0].snapshotId)).toHaveLength(3);
    const before = await rows(snapshots[1].snapshotId);
    expect(JSON.stringify(before)).toContain('9007199254740993');
    expect(before).toHaveLength(2);
  });

  it('tells a table that it may not read from one that is gone', async () => {
    expect(await scan('guarded')).toMatchObject({ status: 'partial' });
    const found = await tables('guarded');
    const refused = found.find(({ table }) => table === 'orders');
    expect(refused?.scanError).toMatch(/Access Denied.*orders\$/);
    expect(refused?.missingSince).toBeUndefined();
    const readable = found.find(({ table }) => table === 'plain');
    expect(readable?.scanError).toBeUndefined();
    expect(readable).toMatchObject({ dataFiles: 2, snapshots: 3 });
    const hidden = found.find(({ table }) => table === 'hidden');
    expect(hidden?.scanError).toMatch(/Access Denied/);

    await trino.query('DROP TABLE lake.shop.hidden');
    await scan('engine');
    const dropped = (await tables('engine')).find(
      ({ table }) => table === 'hidden',
    );
    expect(dropped?.missingSince).toEqual(expect.any(String));
    expect(dropped?.scanError).toBeUndefined();
  });

  it('a catalog that Trino does not have is a failure of the source, and removes nothing', async () => {
    expect(await scan('mistaken')).toMatchObject({
      status: 'failed',
      error: expect.stringMatching(/nope/),
    });
    expect(await check('mistaken')).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^listing failed: .*nope/),
      ]),
    );
  });
});
