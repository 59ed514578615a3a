import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EmbeddedLakehouse } from '@lakehouse-portal/embedded';
import {
  finalRunStates,
  readMaintenancePolicy,
  type MaintenancePolicySpec,
} from '@lakehouse-portal/maintenance';
import type { Knex } from 'knex';
import { createTestDatabases } from '../../__testUtils__/createTestDatabases';
import { untilTrue } from '../../__testUtils__/untilTrue';
import { migrationsDirectory } from '../../database/openDatabase';
import { approvedRun } from '../__testUtils__/approvedRun';
import { makeIllTable } from '../__testUtils__/makeIllTable';
import { createRunBench, type RunBench } from '../__testUtils__/RunBench';
import { DatabaseRunStore } from '../database';
import { paceOf } from './TablePaces';

jest.setTimeout(120_000);

const NIGHT = { from: '22:00', to: '04:00', timeZone: 'Europe/Oslo' };
const NOON = Date.parse('2026-11-27T12:00:00Z');
const NINE = Date.parse('2026-11-27T21:00:00Z');
const MINUTE_MS = 60_000;

function policies(spec: MaintenancePolicySpec) {
  return [
    readMaintenancePolicy(
      {
        apiVersion: 'lakehouse-portal.io/v1alpha1',
        kind: 'MaintenancePolicy',
        metadata: { name: 'nightly' },
        spec,
      },
      'nightly',
    ),
  ];
}

describe.each(createTestDatabases().eachSupportedId())(
  'the pace of runs, on %p',
  databaseId => {
    const databases = createTestDatabases();
    let root: string;
    let lake: EmbeddedLakehouse;
    let knex: Knex;
    let nowMs: number;
    const benches: RunBench[] = [];

    async function bench(
      spec: MaintenancePolicySpec,
      options: Partial<Parameters<typeof createRunBench>[0]> = {},
    ) {
      const made = await createRunBench({
        lake,
        knex,
        // The clock only jumps: nobody's lease runs out.
        leaseMs: 24 * 60 * MINUTE_MS,
        random: () => 0,
        policies: policies(spec),
        now: () => nowMs,
        ...options,
      });
      benches.push(made);
      return made;
    }
    const until = (
      made: RunBench,
      runId: string,
      wanted: (run: Awaited<ReturnType<RunBench['store']['get']>>) => boolean,
    ) => untilTrue(() => made.store.get(runId), wanted);
    const ended = (made: RunBench, runId: string) =>
      until(made, runId, ({ run }) => finalRunStates.includes(run.state));
    const messages = async (made: RunBench, runId: string, kind: string) =>
      (await made.store.listEvents(runId, 0))
        .filter(event => event.kind === kind)
        .map(event => event.message);

    beforeEach(async () => {
      root = await mkdtemp(join(tmpdir(), 'pace-'));
      knex = await databases.init(databaseId);
      await knex.migrate.latest({ directory: migrationsDirectory() });
      ({ lake } = await makeIllTable(join(root, 'lake')));
      nowMs = NOON;
    });
    afterEach(async () => {
      await Promise.all(benches.splice(0).map(made => made.worker.stop()));
      await lake.close();
      await rm(root, { recursive: true, force: true });
    });

    it('an approved run waits for its window, says until when, and begins with it', async () => {
      const made = await bench({ windows: [NIGHT] });
      const runId = await approvedRun(made, ['rewrite-data-files']);
      made.worker.start();
      const { summary } = await until(
        made,
        runId,
        one => one.summary.waiting !== undefined,
      );
      expect(summary).toMatchObject({
        state: 'approved',
        waiting: {
          cause: 'window',
          reason: 'It waits for the next window (policy nightly).',
          until: '2026-11-27T21:00:00.000Z',
        },
      });
      // Asked again and again, it is recorded once.
      for (let step = 0; step < 3; step++) {
        nowMs += 2 * MINUTE_MS;
        made.worker.wake();
        await new Promise(done => setTimeout(done, 100));
      }
      expect(await messages(made, runId, 'waiting')).toEqual([
        'It waits for the next window (policy nightly). Until 2026-11-27T21:00:00.000Z.',
      ]);
      nowMs = NINE;
      const { run, summary: after } = await ended(made, runId);
      expect(run.state).toBe('done');
      expect(after.waiting).toBeUndefined();
    });

    it('a run that waits for its window can be cancelled', async () => {
      const made = await bench({ windows: [NIGHT] });
      const runId = await approvedRun(made);
      made.worker.start();
      await until(made, runId, one => one.summary.waiting !== undefined);
      await made.store.requestCancel(
        runId,
        { by: 'user:default/ann', now: false },
        nowMs,
      );
      expect((await ended(made, runId)).run.state).toBe('cancelled');
      expect(await knex('lakehouse_maintenance_locks')).toEqual([]);
    });

    it('a run that the end of its window meets finishes its unit, pauses, and goes on where it was in the next', async () => {
      nowMs = NINE;
      let performed = 0;
      const made = await bench(
        { windows: [NIGHT] },
        {
          wrapExecutor: executor => ({
            engine: executor.engine,
            capabilities: executor.capabilities,
            checksum: (...args) => executor.checksum(...args),
            run: async (...args) => {
              const outcome = await executor.run(...args);
              performed += 1;
              // The first unit takes until after the window.
              nowMs = performed === 1 ? NINE + 7 * 60 * MINUTE_MS : nowMs;
              return outcome;
            },
          }),
        },
      );
      const before = await lake.contentChecksum('silver.orders');
      const runId = await approvedRun(made, ['rewrite-data-files']);
      made.worker.start();
      const { summary } = await until(
        made,
        runId,
        one => one.summary.waiting !== undefined,
      );
      expect(summary).toMatchObject({
        state: 'running',
        units: { total: 2, done: 1 },
        waiting: { cause: 'window', until: '2026-11-28T21:00:00.000Z' },
      });
      expect(performed).toBe(1);
      // The table is still this run's.
      expect(await knex('lakehouse_maintenance_locks')).toHaveLength(1);
      nowMs = Date.parse('2026-11-28T21:00:00Z');
      const { run, summary: after } = await ended(made, runId);
      expect(run.reason).toBeUndefined();
      expect(after).toMatchObject({
        state: 'done',
        units: { total: 2, done: 2, skipped: 0 },
      });
      expect(performed).toBe(2);
      expect(await lake.contentChecksum('silver.orders')).toEqual(before);
    });

    it('bug: a run that has ended is not read with units that it had yet to do', async () => {
      nowMs = NINE;
      const made = await bench({ windows: [NIGHT] });
      const runId = await approvedRun(made, ['rewrite-data-files']);
      // While the run is being read, the worker finishes it: from its first query to the next.
      const order: string[] = [];
      const note = (when: string) => (query: { sql: string }) => {
        const [table] =
          /lakehouse_maintenance_(?:runs|units)/.exec(query.sql) ?? [];
        if (table && /^select/i.test(query.sql)) order.push(`${when} ${table}`);
      };
      knex.on('query', note('asked'));
      knex.on('query-response', (_rows: unknown, query: { sql: string }) =>
        note('answered')(query),
      );
      await made.store.get(runId);
      expect(order.indexOf('answered lakehouse_maintenance_runs')).toBe(1);
      expect(order.indexOf('asked lakehouse_maintenance_units')).toBe(2);
    });

    it('what a window allows is not exceeded; the rest is done in the next, and what no window allows is left out and said', async () => {
      nowMs = NINE;
      const made = await bench({
        windows: [NIGHT],
        budget: { perWindow: 1 },
      });
      const none = await approvedRun(made, ['rewrite-data-files']);
      made.worker.start();
      const { summary } = await ended(made, none);
      expect(summary).toMatchObject({
        state: 'done',
        units: { done: 0, skipped: 2 },
      });
      expect((await messages(made, none, 'unit-skipped'))[0]).toMatch(
        /a whole window allows 1 byte \(policy nightly\)/,
      );
      await made.worker.stop();

      // As much as the larger of the two partitions takes: one of them in each window.
      const [first, second] = (await made.store.listUnits(none)).map(
        ({ unit }) =>
          unit.operation === 'rewrite-data-files'
            ? Number(unit.predicted.rewrittenBytes)
            : 0,
      );
      const perWindow = Math.max(first, second);
      const tight = await bench({ windows: [NIGHT], budget: { perWindow } });
      const runId = await approvedRun(tight, ['rewrite-data-files']);
      tight.worker.start();
      const paused = await until(
        tight,
        runId,
        one => one.summary.waiting !== undefined,
      );
      expect(paused.summary).toMatchObject({
        state: 'running',
        units: { done: 1 },
        waiting: { cause: 'budget', until: '2026-11-28T21:00:00.000Z' },
      });
      nowMs = Date.parse('2026-11-28T21:30:00Z');
      expect((await ended(tight, runId)).summary).toMatchObject({
        state: 'done',
        units: { done: 2, skipped: 0 },
      });
      const spent = await knex('lakehouse_maintenance_spending')
        .where({ run_id: runId })
        .orderBy('position');
      const outcomes = (await tight.store.listUnits(runId)).map(
        unit => unit.outcome?.rewrittenBytes,
      );
      expect(spent.map(row => String(row.bytes))).toEqual(outcomes);
    });

    it('many replicas that claim at once let no more runs start than the policy allows', async () => {
      const made = await bench({ concurrency: 3 });
      const template = await approvedRun(made, ['rewrite-data-files']);
      const { plan } = (await made.store.get(template)).run;
      for (let index = 0; index < 9; index++) {
        const id = await made.store.create({
          table: { lakehouse: 'shop', schema: 'silver', table: `t${index}` },
          plan,
          title: 'A run',
          createdAt: nowMs,
          createdBy: 'user:default/ann',
        });
        await made.store.approve(
          id,
          () => [
            {
              by: 'user:default/ben',
              at: '2026-11-27T12:00:00.000Z',
              steps: plan.steps.map(step => step.id),
            },
          ],
          { kind: 'approved', message: '' },
          nowMs,
        );
      }
      const pace = paceOf(
        {
          windows: { value: [], source: SOURCE },
          concurrency: { value: 3, source: SOURCE },
          maxWindowBytes: { value: undefined, source: SOURCE },
          cooldownMs: { value: undefined, source: SOURCE },
        },
        'shop',
      );
      const paces = { of: async () => pace };
      const replicas = Array.from({ length: 8 }, () =>
        DatabaseRunStore.create({ knex }),
      );
      const claims = (
        await Promise.all(replicas.map(store => store.claim(nowMs, paces)))
      ).filter(claim => claim !== undefined);
      expect(claims).toHaveLength(3);
      expect(new Set(claims.map(claim => claim.runId)).size).toBe(3);
      // One that ends makes room for one.
      await made.store.transition(
        claims[0],
        'start',
        {},
        { kind: 'started', message: '' },
        nowMs,
      );
      await made.store.transition(
        claims[0],
        'fail',
        { finishedAt: nowMs },
        { kind: 'failed', message: '' },
        nowMs,
      );
      nowMs += MINUTE_MS / 4;
      const more = (
        await Promise.all(replicas.map(store => store.claim(nowMs, paces)))
      ).filter(claim => claim !== undefined);
      expect(more).toHaveLength(1);
      const waiting = await knex('lakehouse_maintenance_runs')
        .whereNotNull('waiting')
        .first();
      expect(JSON.parse(waiting.waiting)).toMatchObject({
        cause: 'concurrency',
        reason: '3 of 3 runs are at work (policy nightly).',
      });
    });

    it('replicas that begin units at once share the budget of the window', async () => {
      const made = await bench({});
      const pace = paceOf(
        {
          windows: { value: [NIGHT], source: SOURCE },
          concurrency: { value: 9, source: SOURCE },
          maxWindowBytes: { value: 100n, source: SOURCE },
          cooldownMs: { value: undefined, source: SOURCE },
        },
        'shop',
      );
      const decisions = await Promise.all(
        Array.from({ length: 8 }, (_, position) =>
          made.store.reserve(
            { runId: 'a-run', fence: 1 },
            { position, bytes: 30n },
            pace,
            NINE,
          ),
        ),
      );
      expect(decisions.filter(decision => decision.start)).toHaveLength(3);
      // The same unit, once more after a conflict, counts once.
      const again = decisions.findIndex(decision => decision.start);
      expect(
        await made.store.reserve(
          { runId: 'a-run', fence: 1 },
          { position: again, bytes: 30n },
          pace,
          NINE,
        ),
      ).toMatchObject({ start: true });
    });
  },
);

const SOURCE = { kind: 'policy' as const, label: 'policy nightly' };
