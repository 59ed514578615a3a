import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import lakehousePlugin from '@lakehouse-portal/plugin-lakehouse-backend';
import type { TableHealthReport } from '@lakehouse-portal/plugin-lakehouse-common';
import type { HealthDimension } from '@lakehouse-portal/table-health';
import { TrinoClient } from '@lakehouse-portal/trino';
import request from 'supertest';
import { TrinoServer, TrinoStatements } from '../src';

jest.setTimeout(600_000);

/** Each commit leaves a manifest; Trino merges them from 100 on. */
const COMMITS = 60;
const RUNS = 5;
/** What began less than five seconds after a commit is not counted: it may have read what was before. */
const AFTER_COMMIT_MS = 6_000;

/** What people ask: four statements, in the words of tools that name a catalog and of those that don't. */
const STATEMENTS = [
  (run: number) =>
    `SELECT count(*) FROM lake.shop.orders WHERE orderkey > ${run}`,
  (run: number) => `SELECT max(totalprice) FROM shop.orders -- ${run}`,
  (run: number) =>
    `SELECT * FROM "lake"."shop"."orders" WHERE orderkey = ${run}`,
  (run: number) =>
    `SELECT custkey, sum(totalprice) FROM lake.shop.orders WHERE totalprice > ${run} GROUP BY custkey`,
];

/** Curves that are calibrated with queries on a real Trino 476, read through it and read beside it. */
describe('Calibration of the curves by the queries of people', () => {
  let directory: string;
  let server: TrinoServer;
  let trino: TrinoStatements;
  let ann: TrinoClient;
  let portal: Awaited<ReturnType<typeof startTestBackend>>;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'lakehouse-calibration-'));
    await mkdir(join(directory, 'metastore'));
    server = await TrinoServer.start({
      lake: {
        'connector.name': 'iceberg',
        'iceberg.catalog.type': 'TESTING_FILE_METASTORE',
        'fs.native-local.enabled': 'true',
        'local.location': '/',
        'hive.metastore.catalog.dir': `local://${directory}/metastore`,
      },
      tpch: { 'connector.name': 'tpch' },
    });
    trino = new TrinoStatements(server.url);
    ann = TrinoClient.create({
      ...{ server: server.url, user: 'ann', source: 'dashboards' },
      catalog: 'lake',
    });
    const location = pathToFileURL(join(directory, 'tables/shop/orders')).href;
    await trino.query('CREATE SCHEMA lake.shop');
    await trino.query(
      `CREATE TABLE lake.shop.orders WITH (location = '${location}') AS SELECT * FROM tpch.tiny.orders`,
    );
    for (let i = 0; i < COMMITS; i++) {
      await trino.query(
        `INSERT INTO lake.shop.orders SELECT * FROM tpch.tiny.orders WHERE orderkey % 1000 = ${
          i + 1
        }`,
      );
    }
    const through = { server: server.url, user: 'portal', catalog: 'lake' };
    portal = await startTestBackend({
      features: [
        lakehousePlugin,
        mockServices.rootConfig.factory({
          data: {
            lakehouse: {
              connections: {
                engine: { type: 'trino', trino: through },
                quiet: { type: 'trino', calibration: false, trino: through },
                files: {
                  type: 'folder',
                  warehouses: join(directory, 'tables'),
                  maintenance: { trino: through },
                },
              },
            },
          },
        }),
      ],
    });
  }, 900_000);

  afterAll(async () => {
    ann?.close();
    await portal?.stop();
    await server?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  async function scanned(lakehouse: string): Promise<HealthDimension> {
    await request(portal.server)
      .post(`/api/lakehouse/lakehouses/${lakehouse}/scan`)
      .expect(200);
    const { body } = await request(portal.server)
      .get(
        `/api/lakehouse/lakehouses/${lakehouse}/schemas/shop/tables/orders/health`,
      )
      .expect(200);
    return (body as TableHealthReport).health.dimensions.find(
      ({ id }) => id === 'manifests',
    )!;
  }

  async function people(from: number): Promise<void> {
    await sleep(AFTER_COMMIT_MS);
    for (let run = from; run < from + RUNS; run++) {
      for (const statement of STATEMENTS) {
        await ann.query(statement(run));
      }
    }
  }

  it('queries before and after manifests were rewritten say what they cost here, and the line of health says so', async () => {
    await people(0);
    const ill = await scanned('engine');
    expect(ill.value).toMatch(/^6\d manifests/);
    expect(ill.cost).toBeGreaterThan(30);
    expect(await scanned('files')).toMatchObject({ cost: ill.cost });
    // One state of the table tells nothing yet.
    expect((await scanned('engine')).calibration).toMatchObject({
      state: 'not-enough',
      factor: 1,
      costByCurve: ill.cost,
      text: expect.stringContaining('The curve as it is'),
    });

    await trino.query(
      'ALTER TABLE lake.shop.orders EXECUTE optimize_manifests',
    );
    await people(RUNS);
    for (const lakehouse of ['engine', 'files']) {
      await scanned(lakehouse);
      const { cost, calibration } = await scanned(lakehouse);
      expect(cost).toBe(0);
      expect(calibration).toMatchObject({
        state: 'measured',
        // Nothing twice, whatever it was seen in, and nothing of what the portal asks.
        observations: 2 * RUNS * STATEMENTS.length,
        groups: STATEMENTS.length,
        costByCurve: 0,
        text: expect.stringContaining(
          `Measured on ${2 * RUNS * STATEMENTS.length} runs of your queries`,
        ),
      });
      expect(calibration!.factor).toBeGreaterThanOrEqual(0.25);
      expect(calibration!.factor).toBeLessThanOrEqual(4);
      expect(calibration!.factor).not.toBe(1);
    }
  });

  it('a table that falls ill again is judged by the factor, with what it would cost without it', async () => {
    for (let i = 0; i < COMMITS / 2; i++) {
      await trino.query(
        `INSERT INTO lake.shop.orders SELECT * FROM tpch.tiny.orders WHERE orderkey % 1000 = ${
          i + 1
        }`,
      );
    }
    const { cost, calibration } = await scanned('engine');
    expect(calibration!.costByCurve).toBeGreaterThan(10);
    expect(cost).toBeCloseTo(calibration!.costByCurve * calibration!.factor, 0);
    expect(calibration!.text).toContain(
      `${cost} points instead of ${calibration!.costByCurve}`,
    );
  });

  it('asks nothing where it is switched off', async () => {
    const asked = async () =>
      Number(
        (
          await trino.query(
            "SELECT count(*) FROM system.runtime.queries WHERE source = 'lakehouse-query-history'",
          )
        )[0][0],
      );
    const before = await asked();
    expect(before).toBeGreaterThan(0);
    expect((await scanned('quiet')).calibration).toBeUndefined();
    expect(await asked()).toBe(before);
  });
});
