import { mockServices } from '@backstage/backend-test-utils';
import type {
  EndedQuery,
  LakehouseConnector,
} from '@lakehouse-portal/plugin-lakehouse-node';
import type { TableHealth } from '@lakehouse-portal/table-health';
import type { Knex } from 'knex';
import { ConfigReader } from '@backstage/config';
import { createTestDatabases } from '../__testUtils__/createTestDatabases';
import type { ConnectionConfig } from '../config';
import { migrationsDirectory, type KnownTable } from '../database';
import { Calibrations } from './Calibrations';
import { ObservationStore } from './ObservationStore';
import { QueryObserver } from './QueryObserver';

jest.setTimeout(60_000);

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 27, 12);
const signal = new AbortController().signal;

function connectionOf(config: object = {}): ConnectionConfig {
  return { name: 'retail', config: new ConfigReader({ ...config }) } as never;
}

/** One table, of which a test says what its manifests cost and what was asked of it. */
async function bench(knex: Knex) {
  await knex.migrate.latest({ directory: migrationsDirectory() });
  await knex('lakehouse_tables').insert({
    lakehouse: 'retail',
    schema_name: 'shop',
    table_name: 'orders',
  });
  const { id } = await knex('lakehouse_tables').first('id');
  const store = ObservationStore.create({ knex });
  const logger = mockServices.logger.mock();
  const state = {
    now: START,
    manifests: 60,
    calibration: undefined as { costByCurve: number } | undefined,
    table: { lastCommitAt: START - MINUTE } as Partial<KnownTable>,
    queries: [] as EndedQuery[] | Error,
  };
  const observer = new QueryObserver({
    store,
    logger,
    now: () => state.now,
    engines: { endedQueries: async () => undefined },
    tables: {
      listKnown: async () => [
        {
          ...{ id, schema: 'shop', table: 'orders', incomplete: false },
          ...state.table,
        } as KnownTable,
      ],
      readDocuments: async () => ({
        metadata: {} as never,
        health: {
          dimensions: [
            {
              ...{ id: 'manifests', state: 'known', cost: state.manifests },
              calibration: state.calibration,
            },
            { id: 'order-and-statistics', state: 'unknown', cost: 0 },
          ],
        } as unknown as TableHealth,
      }),
    },
  });
  const connector = {
    endedQueries: async () => {
      if (state.queries instanceof Error) {
        throw state.queries;
      }
      return state.queries;
    },
  } as Partial<LakehouseConnector> as LakehouseConnector;

  async function scan(connection: ConnectionConfig = connectionOf()) {
    const seen = await observer.look(connection, connector, signal);
    if (seen) {
      await observer.learn(connection, seen, signal);
    }
  }
  const kept = () => knex('lakehouse_query_observations').orderBy('query_id');
  return { state, scan, kept, store, logger, id };
}

function queryOf(
  id: string,
  startedAtMs: number,
  more: Partial<EndedQuery> = {},
): EndedQuery {
  return {
    ...{ id, namespace: 'shop', name: 'orders', fingerprint: 'f'.repeat(32) },
    ...{ startedAtMs, endedAtMs: startedAtMs + 1000, seconds: 1 },
    ...more,
  };
}

describe('QueryObserver', () => {
  const databases = createTestDatabases();

  it.each(databases.eachSupportedId())(
    'keeps queries that ran on the table as this scan finds it, once each, and no others, on %p',
    async databaseId => {
      const { state, scan, kept, id } = await bench(
        await databases.init(databaseId),
      );
      state.queries = [
        queryOf('good', START - 10_000),
        queryOf('before the commit', START - 2 * MINUTE),
        queryOf('right after the commit', START - MINUTE + 1000),
        queryOf('not over when it was asked for', START - 500),
        queryOf('of another table', START - 10_000, { name: 'clicks' }),
      ];
      await scan();
      await scan();
      expect(await kept()).toMatchObject([
        {
          table_id: id,
          query_id: 'good',
          seconds: 1,
          // What is unknown of the table is left open.
          points: JSON.stringify({ manifests: 60 }),
        },
      ]);
    },
  );

  it.each(databases.eachSupportedId())(
    'learns from what the curves say, not from what it made of them, on %p',
    async databaseId => {
      const { state, scan, kept } = await bench(
        await databases.init(databaseId),
      );
      state.manifests = 20;
      state.calibration = { costByCurve: 60 };
      state.queries = [queryOf('one', START - 10_000)];
      await scan();
      expect(await kept()).toMatchObject([
        { points: JSON.stringify({ manifests: 60 }) },
      ]);
    },
  );

  it.each(databases.eachSupportedId())(
    'has a factor once a table was queried in two states, calculates it anew after an hour, and keeps 200 runs of a table for 90 days, on %p',
    async databaseId => {
      const { state, scan, kept, store } = await bench(
        await databases.init(databaseId),
      );
      const run = (round: number, seconds: number) =>
        Array.from({ length: 30 }, (_, i) =>
          queryOf(`${round}-${i}`, state.now - 20_000 + i, {
            seconds: seconds * (1 + (i % 3) / 50),
            fingerprint: `statement ${i % 3}`,
          }),
        );
      const calibrations = Calibrations.create({ store });
      const manifests = async () => {
        await calibrations.refresh(connectionOf());
        return calibrations.of('retail')?.dimensions.manifests;
      };
      expect(await manifests()).toBeUndefined();
      state.queries = run(1, 2);
      await scan();
      expect(await manifests()).toMatchObject({ state: 'not-enough' });

      // The curve says four times; here it is twice.
      state.now += 10 * MINUTE;
      state.table.lastCommitAt = state.now - MINUTE;
      state.manifests = 0;
      state.queries = run(2, 1);
      await scan();
      const first = (await manifests())!;
      expect(first).toMatchObject({ state: 'measured', observations: 60 });
      expect(first.factor).toBeGreaterThan(0.4);
      expect(first.factor).toBeLessThan(0.65);

      state.now += 10 * MINUTE;
      state.queries = run(3, 1);
      await scan();
      expect((await manifests())!.observations).toBe(60);
      state.now += 60 * MINUTE;
      state.queries = run(4, 1);
      await scan();
      expect((await manifests())!.observations).toBe(120);

      state.queries = [5, 6, 7, 8].flatMap(round => run(round, 1));
      await scan();
      expect(await kept()).toHaveLength(200);
      state.now += 91 * 24 * 60 * MINUTE;
      state.queries = run(9, 1);
      await scan();
      expect(await kept()).toHaveLength(30);

      await calibrations.refresh(connectionOf({ calibration: false }));
      expect(calibrations.of('retail')).toBeUndefined();
    },
  );

  it.each(databases.eachSupportedId())(
    'asks nobody where it is switched off, and an engine that does not answer is no failure of the scan, on %p',
    async databaseId => {
      const { state, scan, kept, logger } = await bench(
        await databases.init(databaseId),
      );
      state.queries = [queryOf('one', START - 10_000)];
      await scan(connectionOf({ calibration: false }));
      expect(await kept()).toEqual([]);
      state.queries = new Error('no Trino');
      await scan();
      expect(await kept()).toEqual([]);
      expect(logger.warn).toHaveBeenCalledWith(
        expect.stringContaining('"retail"'),
        expect.objectContaining({ message: 'no Trino' }),
      );
    },
  );
});
