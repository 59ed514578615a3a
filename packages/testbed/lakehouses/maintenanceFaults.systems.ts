import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunDetail } from '@lakehouse-portal/plugin-lakehouse-common';
import { startIcebergRest, TrinoServer, TrinoStatements } from '../src';
import { ANN, BackEnd, BEN } from './maintenance/BackEnd';
import {
  TrinoFaultProxy,
  type TrinoFault,
} from './maintenance/TrinoFaultProxy';
import { RestLake } from '../systems/rest/RestLake';

const FINAL = ['done', 'failed', 'cancelled'];
/** Of one statement: what hangs is given up then. */
const LIMIT_SECONDS = 8;
const OPTIMIZE = 'EXECUTE optimize(';
const EVENTS = { lakehouse: 'lake', schema: 'shop', table: 'events' };

/** A real Trino that dies, hangs, or is left alone in the middle: the record of the run is what the table shows. */
describe('maintenance by a real Trino that is broken off', () => {
  let lake: RestLake;
  let server: TrinoServer;
  let trino: TrinoStatements;
  let proxy: TrinoFaultProxy;
  let backEnd: BackEnd;
  let ill: string;
  let rows: unknown;

  const checksum = async () =>
    trino.query(
      'SELECT count(*), checksum(ROW(id, note)) FROM lake.shop.events',
    );
  const snapshots = async (): Promise<string[][]> =>
    (
      await trino.query(
        'SELECT CAST(snapshot_id AS varchar), operation FROM lake.shop."events$snapshots"',
      )
    ).map(row => row.map(String));

  beforeAll(async () => {
    lake = await RestLake.start(({ directory, ...options }) =>
      startIcebergRest({
        ...options,
        backend: { type: 'sqlite', file: `${directory}/catalog.db` },
      }),
    );
    server = await TrinoServer.start(
      {
        lake: {
          ...lake.trinoStore,
          'iceberg.rest-catalog.uri': lake.server.url,
        },
      },
      { version: '476' },
    );
    trino = new TrinoStatements(server.url);
    await trino.query('CREATE SCHEMA lake.shop');
    await trino.query(
      "CREATE TABLE lake.shop.events AS SELECT 0 AS id, 'first' AS note",
    );
    for (let n = 1; n < 8; n++) {
      await trino.query(
        `INSERT INTO lake.shop.events SELECT ${n} * 1000 + i, 'note ' || CAST(i AS varchar) FROM UNNEST(sequence(1, 200)) AS t(i)`,
      );
    }
    // What makes a compaction due of so few files.
    await trino.query('DELETE FROM lake.shop.events WHERE id % 5 <> 0');
    [[ill]] = (await trino.query(
      'SELECT CAST(snapshot_id AS varchar) FROM lake.shop."events$snapshots" ORDER BY committed_at DESC LIMIT 1',
    )) as string[][];
    rows = await checksum();
    proxy = await TrinoFaultProxy.start(server.url);
    backEnd = await BackEnd.create({
      directory: join(lake.directory, 'portal'),
      lakehouse: {
        connections: {
          lake: {
            type: 'rest',
            uri: lake.server.url,
            ...lake.portalStore,
            maintenance: {
              trino: {
                server: proxy.url,
                user: 'maintenance',
                catalog: 'lake',
                timeoutSeconds: LIMIT_SECONDS,
              },
            },
          },
        },
        maintenance: { pollSeconds: 1, leaseSeconds: 5 },
      },
    });
    await backEnd.start();
  }, 600_000);

  afterAll(async () => {
    await backEnd?.kill();
    await proxy?.stop();
    await server?.stop();
    await lake?.stop();
  });

  /** The table is as ill as it was. */
  beforeEach(async () => {
    await trino.query(
      `CALL lake.system.rollback_to_snapshot('shop', 'events', ${ill})`,
    );
  }, 60_000);

  /** Proposes and approves the compaction, with a fault in its way. @returns the run, and when the fault is reached. */
  async function start(
    fault: Omit<TrinoFault, 'statement' | 'onReached'>,
  ): Promise<{ id: string; reached: Promise<void> }> {
    const { client } = backEnd;
    const plan = await client.createPlan(EVENTS, ANN);
    const steps = plan.plan.steps
      .filter(({ operation }) => operation === 'rewrite-data-files')
      .map(({ id }) => id);
    expect({ steps, declined: plan.plan.declined }).toMatchObject({
      steps: [expect.any(String)],
    });
    const reached = new Promise<void>(onReached => {
      proxy.fault = { ...fault, statement: OPTIMIZE, onReached };
    });
    const { summary } = await client.proposeRun(
      { planId: plan.id, steps },
      ANN,
    );
    await client.approveRun(summary.id, { steps }, BEN);
    return { id: summary.id, reached };
  }

  async function ended(id: string): Promise<RunDetail> {
    for (;;) {
      const run = await backEnd.client.getRun(id, ANN);
      if (FINAL.includes(run.summary.state)) {
        return run;
      }
      await sleep(250);
    }
  }

  /** What the record says was committed is what the table has since, once each, and no row is another one. */
  async function expectTrueRecord(
    run: RunDetail,
    before: string[][],
  ): Promise<void> {
    const known = new Set(before.map(([id]) => id));
    const made = (await snapshots())
      .filter(([id, operation]) => !known.has(id) && operation === 'replace')
      .map(([id]) => id);
    const recorded = run.units.flatMap(
      ({ outcome }) => outcome?.snapshotId ?? [],
    );
    expect(recorded).toEqual(made);
    expect(await checksum()).toEqual(rows);
    // The table is free again.
    const { client } = backEnd;
    const { id } = await client.createPlan(EVENTS, ANN);
    expect(id).toEqual(expect.any(String));
  }

  it.each(['die', 'hang'] as const)(
    'a connection that answers by "%s" after the commit has reached Trino: the rewrite is found done, and not done again',
    async how => {
      const before = await snapshots();
      const { id, reached } = await start({ when: 'committed', how });
      await reached;
      const run = await ended(id);
      expect(run).toMatchObject({
        summary: { state: 'done' },
        units: [{ state: 'done', attempts: 1 }],
        verification: { content: [{ same: true }] },
      });
      await expectTrueRecord(run, before);
      const [[files]] = await trino.query(
        'SELECT count(*) FROM lake.shop."events$files" WHERE content <> 0',
      );
      expect(Number(files)).toBe(0);
    },
    180_000,
  );

  it('a statement that never reaches Trino is given up at its limit of time, and recorded as not done', async () => {
    const before = await snapshots();
    const { id } = await start({ when: 'sent', how: 'hang' });
    const run = await ended(id);
    expect(run).toMatchObject({
      summary: { state: 'failed' },
      units: [{ state: 'failed', attempts: 1 }],
    });
    expect(run.summary.reason).toContain(`${LIMIT_SECONDS * 1000} ms`);
    await expectTrueRecord(run, before);
    expect(await snapshots()).toHaveLength(before.length);
  }, 180_000);

  it('a Trino that does not answer lets the run go when somebody wants it to end at once, before its limit of time', async () => {
    const before = await snapshots();
    const { id, reached } = await start({ when: 'sent', how: 'hang' });
    await reached;
    await backEnd.client.cancelRun(id, { now: true, reason: 'It hangs.' }, BEN);
    const run = await ended(id);
    // At its limit it would have failed.
    expect(run.summary.state).toBe('cancelled');
    await expectTrueRecord(run, before);
    expect(await snapshots()).toHaveLength(before.length);
  }, 180_000);

  it.each(['running', 'committed'] as const)(
    'a back end that is killed when Trino is at "%s" is carried on by the next, and does nothing twice',
    async when => {
      const before = await snapshots();
      const { id, reached } = await start({ when, how: 'die' });
      await reached;
      await backEnd.kill();
      await backEnd.start();
      const run = await ended(id);
      expect(run).toMatchObject({
        summary: { state: 'done' },
        units: [{ state: 'done' }],
        verification: { content: [{ same: true }] },
      });
      if (when === 'committed') {
        expect(run.units[0].attempts).toBe(1);
      }
      await expectTrueRecord(run, before);
    },
    240_000,
  );
});
