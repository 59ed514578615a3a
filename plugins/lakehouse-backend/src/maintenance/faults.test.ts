import { join } from 'node:path';
import { EmbeddedLakehouse } from '@lakehouse-portal/embedded';
import {
  ConflictError,
  type MaintenanceExecutor,
} from '@lakehouse-portal/maintenance';
import { createTestDatabases } from '../__testUtils__/createTestDatabases';
import { untilTrue } from '../__testUtils__/untilTrue';
import { approvedRun } from './__testUtils__/approvedRun';
import { executorWith } from './__testUtils__/executorWith';
import { illShop } from './__testUtils__/illShop';
import { makeIllTable } from './__testUtils__/makeIllTable';
import { buildRunDetail } from './buildRunDetail';
import { RUN_LEASE_MS } from './database';

jest.setTimeout(120_000);

/** Longer than a lease: whoever has a clock that is so far ahead takes over a run at once. */
const AHEAD_MS = 2 * RUN_LEASE_MS;

describe.each(createTestDatabases().eachSupportedId())(
  'maintenance when things go wrong, on %p',
  databaseId => {
    const shop = illShop(databaseId);
    const { bench, ended, expectTrueRecord } = shop;

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
      expect(await shop.lake.contentChecksum('silver.orders')).toEqual(
        shop.before,
      );
    });

    it('a property that was set can be set back by hand: the run says what it was, and speaks of nothing that is gone', async () => {
      await shop.lake.setProperties('silver.orders', {
        'maintained.by': 'Amoro',
      });
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
          executorWith(executor, {
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
      expect(await shop.lake.contentChecksum('silver.orders')).toEqual(
        shop.before,
      );
    });

    it('a writer that commits during compaction loses nothing, and the rows that are compared are those of before', async () => {
      const writer = await EmbeddedLakehouse.open({
        directory: join(shop.root, 'shop'),
        durable: false,
      });
      let written = 0;
      const made = await bench({
        wrapExecutor: executor =>
          executorWith(executor, {
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
      expect((await shop.lake.contentChecksum('silver.orders')).rows).toBe(
        shop.before.rows,
      );
      const expected = await makeIllTable(join(shop.root, 'expected'));
      for (let id = 1; id <= written; id++) {
        await expected.lake.append('silver.orders', {
          rows: [{ id: 1_000 + id, day: '2026-11-01' }],
        });
        await expected.lake.delete('silver.orders', { where: `id = ${id}` });
      }
      expect(await shop.lake.contentChecksum('silver.orders')).toEqual(
        await expected.lake.contentChecksum('silver.orders'),
      );
      await expected.lake.close();
      await writer.close();
    });

    it('a conflict is tried again after a pause, and given up after so many', async () => {
      let conflicts = 0;
      const often = (allowed: number) => (executor: MaintenanceExecutor) =>
        executorWith(executor, {
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
      expect(await shop.lake.contentChecksum('silver.orders')).toEqual(
        shop.before,
      );
    });
  },
);
