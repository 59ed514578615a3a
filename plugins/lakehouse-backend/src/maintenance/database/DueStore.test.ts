import { mockServices } from '@backstage/backend-test-utils';
import {
  readMaintenancePolicy,
  resolveMaintenancePolicy,
} from '@lakehouse-portal/maintenance';
import type { AuditorService } from '@backstage/backend-plugin-api';
import { createTestDatabases } from '../../__testUtils__/createTestDatabases';
import { migrationsDirectory } from '../../database/openDatabase';
import { fillDue } from '../__testUtils__/fillDue';
import { DueTables } from '../DueTables';
import { AutomaticStarts } from '../pace';
import type { RunProposer } from '../RunProposer';
import { TableJudge } from '../../scan';
import { DatabaseRunStore } from './DatabaseRunStore';
import { DueStore } from './DueStore';

jest.setTimeout(120_000);

const TABLES = 10_000;
const NOON = Date.parse('2026-11-27T12:00:00Z');
const NINE = Date.parse('2026-11-27T21:00:00Z');
const HOUR_MS = 60 * 60 * 1000;
const policy = resolveMaintenancePolicy(
  [
    readMaintenancePolicy(
      {
        apiVersion: 'lakehouse-portal.io/v1alpha1',
        kind: 'MaintenancePolicy',
        metadata: { name: 'nightly' },
        spec: {
          operations: { 'rewrite-data-files': 'automatic' },
          windows: [{ from: '22:00', to: '04:00', timeZone: 'Europe/Oslo' }],
          concurrency: 3,
        },
      },
      'nightly',
    ),
  ],
  { lakehouse: 'shop', schema: 'silver', table: 'orders' },
);

describe.each(createTestDatabases().eachSupportedId())(
  'what is due of 10,000 tables, on %p',
  databaseId => {
    const databases = createTestDatabases();

    async function setUp() {
      const knex = await databases.init(databaseId);
      await knex.migrate.latest({ directory: migrationsDirectory() });
      await fillDue(knex, TABLES, NOON);
      const asked: string[] = [];
      knex.on('query', ({ sql }: { sql: string }) => asked.push(sql));
      const directory = { list: async () => [{ name: 'shop' } as never] };
      const judge = { maintenanceOf: () => policy };
      return { knex, asked, due: new DueStore(knex), directory, judge };
    }

    it('comes in pages of one query, each table once, the greatest gain first', async () => {
      const { asked, due, directory, judge } = await setUp();
      const tables = new DueTables({ due, directory, judge, now: () => NOON });
      const seen = new Set<string>();
      const gains: number[] = [];
      let cursor: string | undefined;
      do {
        asked.length = 0;
        const page = await tables.list({
          cursor,
          limit: 100,
          owner: 'group:default/even',
        });
        // What is due, and its runs; all of them are counted once.
        expect(asked).toHaveLength(cursor === undefined ? 2 : 1);
        expect(page.total).toBe(TABLES / 2);
        for (const item of page.items) {
          seen.add(item.table);
          gains.push(item.gain);
          expect(item.nextStart).toBe('2026-11-27T21:00:00.000Z');
        }
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      expect(seen.size).toBe(TABLES / 2);
      expect(gains).toEqual([...gains].sort((a, b) => b - a));
      expect((await tables.list({ operation: 'expire-snapshots' })).total).toBe(
        TABLES / 10,
      );
    });

    it('says of how many tables it is not known, but for what can never be judged, and what is due all the same', async () => {
      const { knex, due, directory, judge } = await setUp();
      const unjudged = (id: number, part: object) =>
        knex('lakehouse_tables').insert({
          ...{ id, lakehouse: 'shop', schema_name: 'silver' },
          ...{ table_name: `unjudged${id}`, severity: 'unknown', ...part },
        });
      await unjudged(TABLES + 1, { owner: 'group:default/even' });
      await unjudged(TABLES + 2, { owner: 'group:default/odd' });
      await unjudged(TABLES + 3, { unreadable: 'A view' });
      await unjudged(TABLES + 4, { gone_at: NOON });
      await unjudged(TABLES + 5, { lakehouse: 'of somebody else' });
      await knex('lakehouse_tables')
        .where({ id: 1 })
        .update({ severity: 'unknown' });
      const tables = new DueTables({ due, directory, judge, now: () => NOON });
      const first = await tables.list({ limit: 1 });
      expect(first).toMatchObject({ total: TABLES, unknown: 2 });
      expect(
        await tables.list({ limit: 1, cursor: first.nextCursor }),
      ).toMatchObject({ total: TABLES, unknown: 2 });
      expect(
        await tables.list({ limit: 1, owner: 'group:default/even' }),
      ).toMatchObject({ total: TABLES / 2, unknown: 1 });
      expect(
        await tables.list({ limit: 1, schema: 'gold' }),
      ).not.toHaveProperty('unknown');
    });

    it('says of a table which run is at work, which waits for an approval, and how the last ended, or that it was rolled back', async () => {
      const { knex, due } = await setUp();
      const [busy, other] = await due.list(
        {},
        { lakehouses: ['shop'], limit: 2 },
      );
      const add = (
        ref: typeof busy.ref,
        state: string,
        finishedAt: number | null,
        part = {},
      ) =>
        knex('lakehouse_maintenance_runs').insert({
          ...{ lakehouse: ref.lakehouse, schema_name: ref.schema },
          ...{ table_name: ref.table, table_uuid: 'u', state },
          ...{ id: `${ref.table}-${state}-${finishedAt}`, title: 'A run' },
          ...{ operations: '[]', plan: Buffer.from([]) },
          ...{ approvals: '[]', awaiting: '[]', created_at: NOON },
          ...{ created_by: 'user:default/ada', finished_at: finishedAt },
          ...part,
        });
      await add(busy.ref, 'running', null);
      await add(busy.ref, 'proposed', null);
      await add(busy.ref, 'failed', 30);
      await add(busy.ref, 'done', 20);
      await add(busy.ref, 'cancelled', 40);
      await add(other.ref, 'failed', 50);
      const rolledBackAt = new Date(NOON).toISOString();
      await add(other.ref, 'done', 45, {
        rollback: JSON.stringify({ by: 'user:default/ada', at: rolledBackAt }),
      });
      const page = await due.list({}, { lakehouses: ['shop'], limit: 3 });
      expect(page.map(({ ref, runs }) => [ref, runs])).toEqual([
        [
          busy.ref,
          {
            active: `${busy.ref.table}-running-null`,
            proposed: {
              id: `${busy.ref.table}-proposed-null`,
              createdAt: NOON,
            },
            last: { endedAtMs: 30, failed: true },
          },
        ],
        // Whenever the run was: the rollback counts.
        [
          other.ref,
          { last: { endedAtMs: NOON, failed: false, rolledBack: true } },
        ],
        [page[2].ref, {}],
      ]);
    });

    it('bug: how the runs of a table ended says nothing of one that has its name now', async () => {
      const { knex, due } = await setUp();
      const [{ ref, tableId }] = await due.list(
        {},
        { lakehouses: ['shop'], limit: 1 },
      );
      const nameIsOf = (tableUuid: string) =>
        knex('lakehouse_tables')
          .where({ id: tableId })
          .update({ table_uuid: tableUuid });
      const add = (state: string, finishedAt: number | null) =>
        knex('lakehouse_maintenance_runs').insert({
          ...{ lakehouse: ref.lakehouse, schema_name: ref.schema },
          ...{ table_name: ref.table, table_uuid: 'u', state },
          ...{ id: `run-${state}`, title: 'A run' },
          ...{ operations: '[]', plan: Buffer.from([]) },
          ...{ approvals: '[]', awaiting: '[]', created_at: NOON },
          ...{ created_by: 'user:default/ada', finished_at: finishedAt },
        });
      await add('failed', 30);
      await add('running', null);
      const runs = async () =>
        (await due.list({}, { lakehouses: ['shop'], limit: 1 }))[0].runs;
      await nameIsOf('u');
      expect(await runs()).toEqual({
        ...{ active: 'run-running', last: { endedAtMs: 30, failed: true } },
      });
      // One that is at work holds the name, whatever table it is of.
      await nameIsOf('other');
      expect(await runs()).toEqual({ active: 'run-running' });
    });

    it('is gone through by one query for each page, whatever the policies, when all that may start is at work', async () => {
      const { knex, asked, due, directory } = await setUp();
      const policyOf = (name: string, spec: object) =>
        readMaintenancePolicy(
          {
            apiVersion: 'lakehouse-portal.io/v1alpha1',
            kind: 'MaintenancePolicy',
            metadata: { name },
            spec,
          },
          name,
        );
      const compaction = { 'rewrite-data-files': 'automatic' };
      const judge = new TableJudge({
        layers: new Map(),
        maintenance: [
          policyOf('all', { operations: compaction, concurrency: 3 }),
          ...Array.from({ length: 10 }, (_, digit) =>
            policyOf(`ending-in-${digit}`, {
              selector: { schema: 'silver', table: `t*${digit}` },
              ...(digit % 2 === 0
                ? { operations: compaction, concurrency: 1 }
                : { cooldown: 'P1D' }),
            }),
          ),
        ],
      });
      const atWork = ['all', ...[0, 2, 4, 6, 8].map(n => `ending-in-${n}`)];
      for (const name of atWork) {
        await knex('lakehouse_maintenance_runs').insert(
          Array.from({ length: 6 }, (_, n) => ({
            id: `${name}-${n}`,
            lakehouse: 'shop',
            schema_name: 'silver',
            table_name: `at-work-${name}-${n}`,
            table_uuid: 'u',
            state: 'approved',
            title: 'A run',
            operations: '[]',
            plan: Buffer.from([]),
            approvals: '[]',
            awaiting: '[]',
            created_at: NOON,
            created_by: `policy:${name}`,
          })),
        );
      }
      const proposed: string[] = [];
      const starts = new AutomaticStarts({
        due,
        store: DatabaseRunStore.create({ knex }),
        judge,
        directory,
        proposer: {
          start: async (_: unknown, { by }: { by: string }) => {
            proposed.push(by);
            return { id: `new-${proposed.length}`, result: 'Started.' };
          },
        } as unknown as RunProposer,
        auditor: mockServices.auditor.mock({
          createEvent: async () => ({
            success: async () => undefined,
            fail: async () => undefined,
          }),
        }),
        logger: mockServices.logger.mock(),
        now: () => NOON,
      });
      asked.length = 0;
      expect(await starts.start(new AbortController().signal)).toEqual([]);
      // One for each page of 200 tables, and those at work counted once.
      expect(asked.length).toBeLessThanOrEqual(TABLES / 200 + 1 + 1);

      // Two places became free: two are taken, by the policy that has them, and no more.
      await knex('lakehouse_maintenance_runs')
        .whereIn('id', ['ending-in-4-0', 'ending-in-4-1', 'ending-in-4-2'])
        .orWhereIn('id', ['ending-in-4-3', 'ending-in-4-4', 'ending-in-4-5'])
        .update({ state: 'done', finished_at: NOON });
      expect(await starts.start(new AbortController().signal)).toHaveLength(2);
      expect(proposed).toEqual(['policy:ending-in-4', 'policy:ending-in-4']);
    });

    it('is started by itself only within the window, a few at a time, and what is of no use not again', async () => {
      const { knex, due, directory, judge } = await setUp();
      let nowMs = NOON;
      const asked: string[] = [];
      const started: string[] = [];
      let answer: () => { id?: string; result: string } = () => ({
        result: 'Nothing to do.',
      });
      const store = DatabaseRunStore.create({ knex });
      const starts = new AutomaticStarts({
        due,
        store,
        judge,
        directory,
        proposer: {
          start: async (ref: { table: string }) => {
            asked.push(ref.table);
            const result = answer();
            if (result.id) {
              await knex('lakehouse_maintenance_runs').insert({
                id: result.id,
                lakehouse: 'shop',
                schema_name: 'silver',
                table_name: ref.table,
                table_uuid: 'u',
                state: 'approved',
                title: 'A run',
                operations: '[]',
                plan: Buffer.from([]),
                approvals: '[]',
                awaiting: '[]',
                created_at: nowMs,
                created_by: 'policy:nightly',
              });
              started.push(ref.table);
            }
            return result;
          },
        } as unknown as RunProposer,
        auditor: {
          createEvent: async () => ({
            success: async () => undefined,
            fail: async () => undefined,
          }),
        } as unknown as AuditorService,
        logger: mockServices.logger.mock(),
        now: () => nowMs,
        maxPlans: 4,
      });
      const { signal } = new AbortController();
      expect(await starts.start(signal)).toEqual([]);
      expect(asked).toEqual([]);

      nowMs = NINE;
      await starts.start(signal);
      expect(asked).toHaveLength(4);
      // Those were of no use: others have their turn.
      await starts.start(signal);
      expect(new Set(asked).size).toBe(8);
      answer = () => {
        throw new Error('The catalog does not answer');
      };
      await starts.start(signal);
      expect(new Set(asked).size).toBe(12);
      expect(
        await knex('lakehouse_maintenance_due')
          .where({ tried: 'The catalog does not answer' })
          .count({ n: '*' })
          .first(),
      ).toMatchObject({ n: expect.anything() });

      // Three may be at work; three more wait for their places, and no others are started.
      let number = 0;
      answer = () => {
        number += 1;
        return { id: `run-${number}`, result: 'Started.' };
      };
      for (let minute = 0; minute < 4; minute++) {
        nowMs += 60_000;
        await starts.start(signal);
      }
      expect(started).toHaveLength(6);

      // After a run that failed its table is left alone for a day; after others, none has to wait.
      await knex('lakehouse_maintenance_runs').update({
        state: 'failed',
        finished_at: nowMs,
      });
      await knex('lakehouse_maintenance_due').update({ tried_at: null });
      asked.length = 0;
      nowMs += HOUR_MS;
      await starts.start(signal);
      expect(asked).toHaveLength(4);
      expect(
        asked.filter(table => started.slice(0, 6).includes(table)),
      ).toEqual([]);
      // Nobody is asked for what a policy doesn't call automatic.
      expect(asked.filter(table => /0$/.test(table))).toEqual([]);
    });
  },
);
