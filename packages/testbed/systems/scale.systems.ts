import type {
  LakehouseDetail,
  LakehouseSummary,
  TablesPage,
} from '@lakehouse-portal/plugin-lakehouse-common';
import {
  CountedProvider,
  ManyTables,
  startPortalBackend,
  type PortalBackend,
} from '../bench/scale';
import { type PostgresServer, startPostgres } from '../src';

jest.setTimeout(600_000);

const COUNT = 10_000;
const PREFIX = 'scale_';

describe('10,000 tables on PostgreSQL', () => {
  let postgres: PostgresServer;
  let portal: PortalBackend;
  const source = new ManyTables(COUNT);
  const counted = new CountedProvider();
  const refresh = () => counted.provider.refresh();
  const scan = () =>
    portal.call<LakehouseSummary>('/lakehouses/many/scan', { method: 'POST' });

  beforeAll(async () => {
    postgres = await startPostgres();
    portal = await startPortalBackend({
      postgres,
      prefix: PREFIX,
      lakehouse: {
        scan: {
          schedule: { frequency: { hours: 24 }, timeout: { minutes: 10 } },
        },
        connections: { many: { type: 'many' } },
      },
      connectors: [source.factory()],
      provider: counted,
    });
    const { scan: first } = await scan();
    if (first.status !== 'ok' || first.tablesTotal !== COUNT) {
      throw new Error(`The first scan: ${JSON.stringify(first)}`);
    }
    await refresh();
  });

  afterAll(async () => {
    await portal?.stop();
    await postgres?.stop();
  });

  /** What the catalog was given of each entity; processing does not change it. */
  async function given(): Promise<Map<string, string>> {
    const rows = await postgres.query(
      "SELECT entity_ref, unprocessed_hash FROM refresh_state WHERE entity_ref LIKE 'resource:%'",
      { database: `${PREFIX}catalog` },
    );
    return new Map(
      rows.map(row => [String(row.entity_ref), String(row.unprocessed_hash)]),
    );
  }

  function differences(
    before: Map<string, string>,
    after: Map<string, string>,
  ): string[] {
    return [...new Set([...before.keys(), ...after.keys()])].filter(
      ref => before.get(ref) !== after.get(ref),
    );
  }

  /** Waits for what an event sets off: it is handled after the scan has answered. */
  async function untilMutations(count: number): Promise<void> {
    const deadline = Date.now() + 300_000;
    while (counted.mutations.length < count && Date.now() < deadline) {
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    expect(counted.mutations).toHaveLength(count);
  }

  it('a refresh without a change mutates nothing, and asks for no table', async () => {
    // The first scan announced 10,000 tables; what that set off has ended when this has.
    await refresh();
    const before = await given();
    expect([...before.keys()].length).toBeGreaterThan(COUNT);
    const { mutations, calls } = counted;
    const work = { ...calls };
    const mutated = mutations.length;
    expect((await scan()).scan).toMatchObject({ tablesUnchanged: COUNT });
    await refresh();
    expect(mutations).toHaveLength(mutated);
    expect(calls).toEqual({
      requests: work.requests + 2,
      tables: work.tables,
    });
    expect(differences(before, await given())).toEqual([]);
  });

  it('one table in a hundred changed: so many are asked for and written, no more', async () => {
    const before = await given();
    const { mutations, calls } = counted;
    const tables = calls.tables;
    const mutated = mutations.length;
    for (let index = 0; index < COUNT; index += 100) {
      source.tables[index].revision += 1;
      source.tables[index].comment = 'Changed';
    }
    await scan();
    await untilMutations(mutated + 1);
    expect(mutations.at(-1)).toEqual({ type: 'delta', added: 100, removed: 0 });
    expect(calls.tables - tables).toBe(100);
    expect(differences(before, await given())).toHaveLength(100);
    // And nothing is left to do.
    await refresh();
    expect(mutations).toHaveLength(mutated + 1);
  });

  it('a renamed table keeps its entity, in one mutation of one row', async () => {
    const before = await given();
    const mutated = counted.mutations.length;
    const [table] = source.tables;
    const ref = `resource:default/many.${table.namespace}.${table.name}`;
    expect(before.has(ref)).toBe(true);
    table.name = 'renamed';
    await scan();
    await untilMutations(mutated + 1);
    expect(counted.mutations.at(-1)).toEqual({
      type: 'delta',
      added: 1,
      removed: 0,
    });
    const after = await given();
    expect(differences(before, after)).toEqual([ref]);
    expect(after.has(ref)).toBe(true);
  });

  it('pages through all tables in each order, each once, and the usual orders come from an index', async () => {
    for (const sort of ['health', 'name', 'size', 'age', 'owner']) {
      const seen = new Set<string>();
      let cursor: string | undefined;
      do {
        const page: TablesPage = await portal.call(
          `/tables?limit=500&sort=${sort}${
            cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''
          }`,
        );
        expect(page.totalItems).toBe(COUNT);
        for (const { schema, table } of page.items) {
          expect(seen.has(`${schema}.${table}`)).toBe(false);
          seen.add(`${schema}.${table}`);
        }
        cursor = page.nextCursor;
      } while (cursor);
      expect([sort, seen.size]).toEqual([sort, COUNT]);
    }
    await postgres.query('ANALYZE lakehouse_tables', {
      database: `${PREFIX}lakehouse`,
    });
    const orders = {
      health:
        'severity_rank asc, coalesce(score, -1) asc, coalesce(slowdown, 0) desc',
      size: 'coalesce(size_bytes, -1) desc',
      files: 'coalesce(data_files, -1) desc',
      slowdown: 'coalesce(slowdown, -1) desc',
      age: 'coalesce(last_commit_at, 9007199254740991) asc',
    };
    for (const [name, order] of Object.entries(orders)) {
      const plan = await postgres.query(
        `EXPLAIN SELECT id FROM lakehouse_tables WHERE lakehouse IN ('many') ORDER BY ${order}, lakehouse asc, schema_name asc, table_name asc LIMIT 101`,
        { database: `${PREFIX}lakehouse` },
      );
      expect(JSON.stringify(plan)).toContain(`lakehouse_tables_${name}_idx`);
    }
  });

  it('a listing that lost most tables takes nothing away, neither from the list nor from the software catalog', async () => {
    const before = await given();
    const mutated = counted.mutations.length;
    const all = source.tables.splice(0, source.tables.length - 100);
    expect((await scan()).scan).toMatchObject({
      status: 'failed',
      refusedListing: { known: COUNT, listed: 100, lost: COUNT - 100 },
      consecutiveErrors: 1,
      nextAttemptAt: expect.any(String),
    });
    await refresh();
    expect(counted.mutations).toHaveLength(mutated);
    expect(differences(before, await given())).toEqual([]);
    const detail = await portal.call<LakehouseDetail>('/lakehouses/many');
    expect(detail.rollUp.tables).toBe(COUNT);
    source.tables.unshift(...all);
    expect((await scan()).scan).toMatchObject({
      status: 'ok',
      consecutiveErrors: 0,
    });
  });
});
