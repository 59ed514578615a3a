import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedLakehouse } from '@lakehouse-portal/embedded';
import { TrinoExecutor } from '@lakehouse-portal/executors';
import {
  ConflictError,
  finalRunStates,
  type MaintenanceExecutor,
} from '@lakehouse-portal/maintenance';
import { TrinoClient } from '@lakehouse-portal/trino';
import type { Knex } from 'knex';
import { createTestDatabases } from '../__testUtils__/createTestDatabases';
import { untilTrue } from '../__testUtils__/untilTrue';
import { migrationsDirectory } from '../database/openDatabase';
import { approvedRun } from './__testUtils__/approvedRun';
import { FaultyTrino } from './__testUtils__/FaultyTrino';
import { makeIllTable } from './__testUtils__/makeIllTable';
import { createRunBench, type RunBench } from './__testUtils__/RunBench';
import { buildRunDetail } from './buildRunDetail';
import { RUN_LEASE_MS } from './database';

jest.setTimeout(120_000);

/** Longer than a lease: whoever has a clock that is so far ahead takes over a run at once. */
const AHEAD_MS = 2 * RUN_LEASE_MS;
/** For what is waited for only where something else goes wrong. */
const PATIENT_MS = 60_000;

/** An executor of which some calls are answered otherwise. */
function wrap(
  executor: MaintenanceExecutor,
  over: Partial<MaintenanceExecutor>,
): MaintenanceExecutor {
  return {
    engine: executor.engine,
    capabilities: executor.capabilities,
    run: (...args) => executor.run(...args),
    checksum: (...args) => executor.checksum(...args),
    ...over,
  };
}

describe.each(createTestDatabases().eachSupportedId())(
  'maintenance when things go wrong, on %p',
  databaseId => {
    const databases = createTestDatabases();
    let root: string;
    let lake: EmbeddedLakehouse;
    let knex: Knex;
    let before: { rows: bigint; checksum: string };
    const benches: RunBench[] = [];

    async function bench(
      options: Partial<Parameters<typeof createRunBench>[0]> = {},
    ) {
      const made = await createRunBench({
        lake,
        knex,
        random: () => 0,
        ...options,
      });
      benches.push(made);
      return made;
    }
    const ended = (made: RunBench, runId: string) =>
      untilTrue(
        () => made.store.get(runId),
        ({ run }) => finalRunStates.includes(run.state),
      );
    /** What the record says was committed is what the table has, once each. */
    async function expectTrueRecord(made: RunBench, runId: string) {
      const recorded = (await made.store.listUnits(runId)).flatMap(
        unit => unit.outcome?.snapshotId ?? [],
      );
      const { metadata } = await lake.loadTable('silver.orders');
      const marked = metadata.snapshots.filter(one =>
        one.summary['lakehouse.unit']?.startsWith(`${runId}/`),
      );
      expect(marked.map(one => one.snapshotId).sort()).toEqual(recorded.sort());
      expect(await knex('lakehouse_maintenance_locks')).toEqual([]);
    }

    beforeEach(async () => {
      root = await mkdtemp(join(tmpdir(), 'faults-'));
      knex = await databases.init(databaseId);
      await knex.migrate.latest({ directory: migrationsDirectory() });
      ({ lake } = await makeIllTable(join(root, 'shop')));
      before = await lake.contentChecksum('silver.orders');
    });
    afterEach(async () => {
      await Promise.all(benches.splice(0).map(made => made.worker.stop()));
      await lake.close();
      await rm(root, { recursive: true, force: true });
    });

    it('two replicas that race for runs of one table do each unit once, one run after the other', async () => {
      const one = await bench();
      const other = await bench();
      const runId = await approvedRun(one);
      await expect(approvedRun(other)).rejects.toMatchObject({
        name: 'ConflictError',
      });
      one.worker.start();
      other.worker.start();
      expect((await ended(one, runId)).run.state).toBe('done');
      const events = await one.store.listEvents(runId, 0);
      expect(events.filter(event => event.kind === 'started')).toHaveLength(1);
      expect(events.filter(event => event.kind === 'unit-done')).toHaveLength(
        6,
      );
      await expectTrueRecord(one, runId);
      expect(await lake.contentChecksum('silver.orders')).toEqual(before);
    });

    it('a property that was set can be set back by hand: the run says what it was, and speaks of nothing that is gone', async () => {
      await lake.setProperties('silver.orders', { 'maintained.by': 'Amoro' });
      const made = await bench();
      const runId = await approvedRun(made, ['set-properties']);
      made.worker.start();
      const run = await ended(made, runId);
      expect(run.run.state).toBe('done');
      const units = await made.store.listUnits(runId);
      expect(buildRunDetail(run, units)).toMatchObject({
        units: [
          {
            unit: {
              properties: { 'maintained.by': 'lakehouse portal' },
              before: { 'maintained.by': 'Amoro' },
            },
          },
        ],
        rollback: {
          possible: false,
          detail:
            'The run made no snapshot that could be taken back. Properties can be set back by hand: maintained.by was "Amoro".',
        },
      });
      expect(
        (await made.store.listEvents(runId, 0)).map(event => event.message),
      ).toContain('maintained.by: done; maintained.by was "Amoro"');
    });

    it('a replica that fell asleep in the middle has lost its run, and writes nothing any more', async () => {
      let wakeUp = () => {};
      const sleeping = new Promise<void>(resolve => {
        wakeUp = resolve;
      });
      let isAsleep = false;
      const asleep = await bench({
        wrapStore: store =>
          new Proxy(store, {
            get(target, name) {
              const value = Reflect.get(target, name) as unknown;
              if (typeof value !== 'function') return value;
              return async (...args: unknown[]) => {
                // The whole process stands still: no sign of life, no write.
                if (isAsleep) await sleeping;
                return value.apply(target, args) as unknown;
              };
            },
          }),
        wrapExecutor: executor =>
          wrap(executor, {
            run: async (...args) => {
              isAsleep = true;
              await sleeping;
              return executor.run(...args);
            },
          }),
      });
      const awake = await bench({ now: () => Date.now() + AHEAD_MS });
      const runId = await approvedRun(awake);
      asleep.worker.start();
      await untilTrue(
        async () => isAsleep,
        value => value,
      );
      awake.worker.start();
      expect((await ended(awake, runId)).run.state).toBe('done');
      const record = await awake.store.listUnits(runId);
      isAsleep = false;
      wakeUp();
      await asleep.worker.stop();
      expect(await awake.store.listUnits(runId)).toEqual(record);
      expect((await awake.store.get(runId)).run.state).toBe('done');
      expect(await lake.contentChecksum('silver.orders')).toEqual(before);
    });

    it('a writer that commits during compaction loses nothing, and the rows that are compared are those of before', async () => {
      const writer = await EmbeddedLakehouse.open({
        directory: join(root, 'shop'),
        durable: false,
      });
      let written = 0;
      const made = await bench({
        wrapExecutor: executor =>
          wrap(executor, {
            run: async (table, unit, options) => {
              const running = executor.run(table, unit, options);
              // Awaited only once the others have committed, which it may fail before.
              running.catch(() => undefined);
              if (unit.operation === 'rewrite-data-files') {
                written += 1;
                const id = 1_000 + written;
                await writer.append('silver.orders', {
                  rows: [{ id, day: '2026-11-01' }],
                });
                await writer.delete('silver.orders', {
                  where: `id = ${written}`,
                  mode: 'merge-on-read',
                });
              }
              return running;
            },
          }),
      });
      const runId = await approvedRun(made, ['rewrite-data-files']);
      made.worker.start();
      const { run, verification } = await ended(made, runId);
      expect(run.state).toBe('done');
      expect(written).toBeGreaterThanOrEqual(2);
      expect(verification?.content.every(check => check.same)).toBe(true);
      await expectTrueRecord(made, runId);
      // One row more and one less for each time.
      expect((await lake.contentChecksum('silver.orders')).rows).toBe(
        before.rows,
      );
      const expected = await makeIllTable(join(root, 'expected'));
      for (let id = 1; id <= written; id++) {
        await expected.lake.append('silver.orders', {
          rows: [{ id: 1_000 + id, day: '2026-11-01' }],
        });
        await expected.lake.delete('silver.orders', { where: `id = ${id}` });
      }
      expect(await lake.contentChecksum('silver.orders')).toEqual(
        await expected.lake.contentChecksum('silver.orders'),
      );
      await expected.lake.close();
      await writer.close();
    });

    it('a conflict is tried again after a pause, and given up after so many', async () => {
      let conflicts = 0;
      const often = (allowed: number) => (executor: MaintenanceExecutor) =>
        wrap(executor, {
          run: async (...args) => {
            if (conflicts < allowed) {
              conflicts += 1;
              throw new ConflictError('Somebody was faster');
            }
            return executor.run(...args);
          },
        });
      const patient = await bench({ wrapExecutor: often(1) });
      const runId = await approvedRun(patient, ['rewrite-manifests']);
      patient.worker.start();
      expect((await ended(patient, runId)).run.state).toBe('done');
      expect(await patient.store.listUnits(runId)).toMatchObject([
        { attempts: 2, state: 'done' },
      ]);
      await patient.worker.stop();

      conflicts = 0;
      const impatient = await bench({
        wrapExecutor: often(99),
        maxConflicts: 0,
      });
      const other = await approvedRun(impatient, ['rewrite-data-files']);
      impatient.worker.start();
      expect((await ended(impatient, other)).run).toMatchObject({
        state: 'failed',
        reason: expect.stringContaining('Somebody was faster'),
      });
      await expectTrueRecord(impatient, other);
      expect(await lake.contentChecksum('silver.orders')).toEqual(before);
    });

    it('rows that are not the same any more make the run fail loudly, before anything expires', async () => {
      const made = await bench({
        wrapExecutor: executor =>
          wrap(executor, {
            checksum: async (table, options) => {
              const { rows, checksum } = await executor.checksum(
                table,
                options,
              );
              const { metadata } = await lake.loadTable('silver.orders');
              const isAfter =
                metadata.currentSnapshotId === options?.snapshotId;
              return { rows, checksum: isAfter ? 'other' : checksum };
            },
          }),
      });
      const runId = await approvedRun(made);
      made.worker.start();
      const { run, summary } = await ended(made, runId);
      expect(run).toMatchObject({
        state: 'failed',
        reason: expect.stringMatching(
          /^THE ROWS OF THE TABLE HAVE CHANGED.*Roll the table back to snapshot \d+/,
        ),
      });
      expect(summary.contentChanged).toBe(true);
      const states = (await made.store.listUnits(runId)).map(unit => [
        unit.unit.operation,
        unit.state,
      ]);
      expect(states.slice(3)).toEqual([
        ['expire-snapshots', 'waiting'],
        ['set-properties', 'waiting'],
        ['remove-orphan-files', 'waiting'],
      ]);
      expect(
        (await made.store.listEvents(runId, 0)).map(event => event.kind),
      ).toContain('content-changed');
    });

    it.each(['checksum', 'settle'] as const)(
      'an engine that hangs in %s holds the table no longer than until somebody wants the run to end at once',
      async where => {
        let isHanging = false;
        const hang = (options?: { signal?: AbortSignal }) =>
          new Promise<never>((_, reject) => {
            isHanging = true;
            options?.signal?.addEventListener('abort', () =>
              reject(options.signal?.reason as Error),
            );
          });
        const made = await bench({
          wrapExecutor: executor =>
            wrap(
              executor,
              where === 'checksum'
                ? { checksum: (_table, options) => hang(options) }
                : {
                    run: async () => {
                      throw new Error('The connection was lost');
                    },
                    settle: (_table, _key, options) => hang(options),
                  },
            ),
        });
        const runId = await approvedRun(made, ['rewrite-data-files']);
        made.worker.start();
        await untilTrue(
          async () => isHanging,
          value => value,
        );
        const { run: hanging } = await made.store.get(runId);
        expect(hanging.state).toBe(
          where === 'checksum' ? 'verifying' : 'running',
        );
        await made.store.requestCancel(
          runId,
          { by: 'user:default/ben', reason: 'It hangs.', now: true },
          Date.now(),
        );
        const { run } = await ended(made, runId);
        expect(run).toMatchObject({
          state: 'failed',
          reason: expect.stringMatching(
            where === 'checksum'
              ? /^It hangs\. What was done is not verified.*No unit was under way/
              : /^It hangs\. What was done is not verified.*Whether ".+" took place is not known/,
          ),
        });
        await expectTrueRecord(made, runId);
        expect(await lake.contentChecksum('silver.orders')).toEqual(before);
      },
    );

    it('a run that is being verified is not cancelled, but broken off at once if somebody must have the table', async () => {
      const made = await bench({
        wrapExecutor: executor =>
          wrap(executor, {
            checksum: (_table, options) =>
              new Promise((_, reject) => {
                options?.signal?.addEventListener('abort', () =>
                  reject(options.signal?.reason as Error),
                );
              }),
          }),
      });
      const runId = await approvedRun(made, ['rewrite-manifests']);
      made.worker.start();
      await untilTrue(
        () => made.store.get(runId),
        ({ run }) => run.state === 'verifying',
      );
      await expect(
        made.store.requestCancel(
          runId,
          { by: 'user:default/ben', now: false },
          Date.now(),
        ),
      ).rejects.toThrow(/verifying can't cancel/);
      await made.store.requestCancel(
        runId,
        { by: 'user:default/ben', now: true },
        Date.now(),
      );
      expect((await ended(made, runId)).run.state).toBe('failed');
    });

    it('a snapshot that was to stay and that lost a file when others expired makes the run fail, and is named', async () => {
      const taken: string[] = [];
      const made = await bench({
        wrapExecutor: executor =>
          wrap(executor, {
            run: async (...args) => {
              const outcome = await executor.run(...args);
              if (args[1].operation === 'remove-orphan-files') {
                const { metadata } = await lake.loadTable('silver.orders');
                // No branch or tag holds it: the youngest but for the current one.
                const { snapshotId, manifestList } = metadata.snapshots.at(-2)!;
                taken.push(snapshotId);
                rmSync(fileURLToPath(manifestList!));
              }
              return outcome;
            },
          }),
      });
      const runId = await approvedRun(made, [
        'rewrite-data-files',
        'remove-orphan-files',
      ]);
      made.worker.start();
      const { run, verification } = await ended(made, runId);
      expect(verification?.refs.every(({ readable }) => readable)).toBe(true);
      expect(
        verification?.snapshots?.filter(({ readable }) => !readable),
      ).toMatchObject([{ snapshotId: taken[0] }]);
      expect(run).toMatchObject({
        state: 'failed',
        reason: expect.stringMatching(
          new RegExp(`^Snapshot ${taken[0]}, which was to stay, can't be read`),
        ),
      });
    });

    it('a tag that lost a file makes the run fail, and is named', async () => {
      const made = await bench({
        wrapExecutor: executor =>
          wrap(executor, {
            run: async (...args) => {
              const outcome = await executor.run(...args);
              const { metadata } = await lake.loadTable('silver.orders');
              const tag = metadata.refs.find(({ name }) => name === 'first');
              const { manifestList } = metadata.snapshots.find(
                ({ snapshotId }) => snapshotId === tag?.snapshotId,
              )!;
              rmSync(fileURLToPath(manifestList!), { force: true });
              return outcome;
            },
          }),
      });
      const runId = await approvedRun(made, ['rewrite-manifests']);
      made.worker.start();
      const { run, verification } = await ended(made, runId);
      expect(run).toMatchObject({
        state: 'failed',
        reason: expect.stringMatching(
          /^The ref "first" can't be read any more/,
        ),
      });
      expect(verification?.refs).toMatchObject([
        { name: 'main', readable: true },
        { name: 'first', readable: false, detail: expect.any(String) },
      ]);
    });

    describe('with an engine', () => {
      let trino: FaultyTrino;

      beforeEach(async () => {
        trino = await FaultyTrino.start();
      });
      afterEach(() => trino.stop());

      /** @param more - `settleMs`: patience with an engine that doesn't say what became of a query. */
      async function benchOnEngine(
        more: { maxDurationMs?: number; settleMs?: number } = {},
        options: Parameters<typeof bench>[0] = {},
      ) {
        const client = TrinoClient.create({
          server: trino.url,
          user: 'portal',
          retries: { maxRetries: 1, maxWaitMs: 100 },
        });
        return bench({
          maintenance: {
            executor: TrinoExecutor.create({
              client,
              catalog: 'lake',
              version: '476',
              settleMs: PATIENT_MS,
              ...more,
            }),
            table: { namespace: 'silver', name: 'orders' },
          },
          ...options,
        });
      }

      it('that hangs: the run is cancelled at once, the query on the server too, and the table is as it was', async () => {
        trino.fault = 'hang';
        // The query hangs, and not the engine: it says at once what became of it.
        const made = await benchOnEngine({}, { stopGraceMs: PATIENT_MS });
        const runId = await approvedRun(made, ['rewrite-manifests']);
        made.worker.start();
        await untilTrue(
          async () => trino.unanswered,
          requests => requests > 0,
        );
        expect(await made.store.listUnits(runId)).toMatchObject([
          { state: 'running' },
        ]);
        await made.store.requestCancel(
          runId,
          { by: 'user:default/ben', reason: 'It hangs', now: true },
          Date.now(),
        );
        expect((await ended(made, runId)).run).toMatchObject({
          state: 'cancelled',
          reason: 'It hangs',
        });
        expect(await made.store.listUnits(runId)).toMatchObject([
          { state: 'skipped', attempts: 1 },
        ]);
        expect(trino.cancelled).toBeGreaterThan(0);
        expect(await lake.contentChecksum('silver.orders')).toEqual(before);
        await expectTrueRecord(made, runId);
      });

      it.each(['hang', 'hang-all'] as const)(
        'that answers by "%s" while nobody looks: the statement ends at its limit of time, and the record says what is known',
        async how => {
          trino.fault = how;
          const made = await benchOnEngine({
            ...{ maxDurationMs: 1_000, settleMs: 500 },
          });
          const runId = await approvedRun(made, ['rewrite-manifests']);
          made.worker.start();
          if (how === 'hang-all') {
            // Nobody can say what became of it: it stays open, and is asked for again.
            await untilTrue(
              () => made.store.get(runId),
              ({ stalls }) => stalls >= 1,
            );
            expect(await made.store.listUnits(runId)).toMatchObject([
              { state: 'running' },
            ]);
            trino.fault = 'hang';
          }
          const { run } = await ended(made, runId);
          expect(run).toMatchObject({
            state: 'failed',
            reason: expect.stringContaining(
              'took longer than the 1000 ms that are allowed',
            ),
          });
          expect(await made.store.listUnits(runId)).toMatchObject([
            { state: 'failed' },
          ]);
          await expectTrueRecord(made, runId);
          expect(await lake.contentChecksum('silver.orders')).toEqual(before);
        },
      );

      it.each([['die'], ['garbage']] as const)(
        'that answers by "%s": the unit has failed, as the table shows',
        async how => {
          trino.fault = how;
          const made = await benchOnEngine();
          const runId = await approvedRun(made, ['rewrite-manifests']);
          made.worker.start();
          const { run } = await ended(made, runId);
          expect(run.state).toBe('failed');
          expect(run.reason?.length).toBeGreaterThan(20);
          expect(await made.store.listUnits(runId)).toMatchObject([
            { state: 'failed' },
          ]);
          await expectTrueRecord(made, runId);
          expect(await lake.contentChecksum('silver.orders')).toEqual(before);
        },
      );

      it('that is gone altogether: the unit stays open until somebody can tell what became of it', async () => {
        trino.fault = 'deny-all';
        // The clock stands still until it was looked at what is told of the first attempt: before, there is no second.
        const beganAt = Date.now();
        let isStill = true;
        const made = await benchOnEngine(
          { settleMs: 500 },
          { now: () => (isStill ? beganAt : Date.now() + PATIENT_MS) },
        );
        const runId = await approvedRun(made, ['rewrite-manifests']);
        made.worker.start();
        await untilTrue(
          () => made.store.get(runId),
          ({ stalls }) => stalls >= 1,
        );
        const stalled = await made.store.get(runId);
        expect(stalled.run.state).toBe('running');
        expect(await made.store.listUnits(runId)).toMatchObject([
          { state: 'running' },
        ]);
        // Whoever looks at it is told so.
        const told = (await made.store.listEvents(runId, 0)).filter(
          ({ kind }) => kind === 'waiting',
        );
        expect(told).toHaveLength(1);
        expect(told[0].message).toMatch(
          /^It can't go on: .+[.!?] It is tried again\.$/,
        );
        trino.fault = 'die';
        isStill = false;
        expect((await ended(made, runId)).run.state).toBe('failed');
        expect(await made.store.listUnits(runId)).toMatchObject([
          { state: 'failed' },
        ]);
        expect(await lake.contentChecksum('silver.orders')).toEqual(before);
      });
    });
  },
);
