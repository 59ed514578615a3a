import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EmbeddedLakehouse } from '@lakehouse-portal/embedded';
import {
  finalRunStates,
  resolveMaintenancePolicy,
  type MaintenanceExecutor,
  type MaintenancePolicySpec,
} from '@lakehouse-portal/maintenance';
import type { Knex } from 'knex';
import { createTestDatabases } from '../__testUtils__/createTestDatabases';
import { untilTrue } from '../__testUtils__/untilTrue';
import { migrationsDirectory } from '../database/openDatabase';
import { approvedRun } from './__testUtils__/approvedRun';
import { makeIllTable } from './__testUtils__/makeIllTable';
import { createRunBench, type RunBench } from './__testUtils__/RunBench';
import { paceOf } from './pace';

jest.setTimeout(120_000);

const BEN = 'user:default/ben';
const DAY_MS = 24 * 60 * 60_000;
const NIGHT = { from: '22:00', to: '04:00', timeZone: 'Europe/Oslo' };
const NOON = Date.parse('2026-11-27T12:00:00Z');
const NINE = Date.parse('2026-11-27T21:00:00Z');

describe.each(createTestDatabases().eachSupportedId())(
  'a run that can not go on for now, on %p',
  databaseId => {
    const databases = createTestDatabases();
    let root: string;
    let lake: EmbeddedLakehouse;
    let knex: Knex;
    let made: RunBench;

    /** What goes wrong so often, the catalog first and then comparisons; the run is cancelled once its unit is done. */
    async function cancelledRun(fails: { catalog: number; compare: number }) {
      const left = { ...fails };
      let runId = '';
      const began = Date.now();
      made = await createRunBench({
        lake,
        knex,
        random: () => 0,
        leaseMs: DAY_MS,
        // Pauses of seconds are over in no time.
        now: () => began + (Date.now() - began) * 200,
        wrapExecutor: (executor): MaintenanceExecutor => ({
          engine: executor.engine,
          capabilities: executor.capabilities,
          async run(...args) {
            const outcome = await executor.run(...args);
            await made.store.requestCancel(
              runId,
              { by: BEN, reason: 'Not now', now: false },
              Date.now(),
            );
            return outcome;
          },
          async checksum(...args) {
            if (left.compare > 0) {
              left.compare--;
              throw new Error('a blip');
            }
            return executor.checksum(...args);
          },
        }),
      });
      runId = await approvedRun(made, ['rewrite-data-files']);
      const find = made.tables.find.bind(made.tables);
      made.tables.find = async (...args) => {
        if (left.catalog > 0) {
          left.catalog--;
          throw new Error('The catalog is away');
        }
        return find(...args);
      };
      made.worker.start();
      return untilTrue(
        () => made.store.get(runId),
        ({ run }) => finalRunStates.includes(run.state),
      );
    }

    beforeEach(async () => {
      root = await mkdtemp(join(tmpdir(), 'stalls-'));
      knex = await databases.init(databaseId);
      await knex.migrate.latest({ directory: migrationsDirectory() });
      ({ lake } = await makeIllTable(join(root, 'shop')));
    });
    afterEach(async () => {
      await made?.worker.stop();
      await lake.close();
      await rm(root, { recursive: true, force: true });
    });

    it('is verified after a blip although the catalog was away for long before its unit was done', async () => {
      const { run, stalls } = await cancelledRun({ catalog: 5, compare: 1 });
      expect(run).toMatchObject({ state: 'cancelled', reason: 'Not now' });
      expect(stalls).toBe(0);
    });

    it('fails when it is to end and that goes on, and says that what was done is not verified', async () => {
      const { run } = await cancelledRun({ catalog: 0, compare: 1_000 });
      expect(run).toMatchObject({
        state: 'failed',
        reason:
          'Not now. It could not go on, 4 times in a row. a blip. What was done is not verified to the end. No unit was under way.',
      });
    });

    async function claimed(
      spec: MaintenancePolicySpec,
      { begun }: { begun: boolean },
    ) {
      made = await createRunBench({ lake, knex, leaseMs: DAY_MS });
      const { store } = made;
      const pace = paceOf(
        resolveMaintenancePolicy(
          [
            {
              apiVersion: 'lakehouse-portal.io/v1alpha1',
              kind: 'MaintenancePolicy',
              metadata: { name: 'nightly' },
              spec,
            },
          ],
          { lakehouse: 'shop', schema: 'silver', table: 'orders' },
        ),
        'shop',
      );
      const paces = { of: async () => pace };
      const runId = await approvedRun(made, ['rewrite-data-files']);
      const claim = (await store.claim(NINE, paces))!;
      if (begun) {
        await store.transition(
          claim,
          'start',
          { startedAt: NINE },
          { kind: 'started', message: '' },
          NINE,
        );
      }
      return {
        runId,
        claim,
        claimAt: (ms: number) => store.claim(ms, paces),
        stall: (notBefore: number) =>
          store.stall(
            claim,
            { reason: "It can't go on: The catalog is away.", notBefore },
            NINE,
          ),
        async other() {
          const { plan } = (await store.get(runId)).run;
          const id = await store.create({
            table: { lakehouse: 'shop', schema: 'silver', table: 'returns' },
            plan,
            title: 'A run',
            createdAt: NINE,
            createdBy: 'user:default/ann',
          });
          const steps = plan.steps.map(step => step.id);
          await store.approve(
            id,
            () => [{ by: BEN, at: '2026-11-26T12:00:00.000Z', steps }],
            { kind: 'approved', message: '' },
            NINE,
          );
          return id;
        },
      };
    }

    it('lets others have its place meanwhile, and waits for one before it goes on', async () => {
      const { runId, stall, other, claimAt } = await claimed(
        { concurrency: 1 },
        { begun: true },
      );
      const otherId = await other();
      expect(await claimAt(NINE)).toBeUndefined();
      await stall(NINE + 60_000);
      expect(await claimAt(NINE + 10_000)).toMatchObject({ runId: otherId });
      expect(await claimAt(NINE + 60_000)).toBeUndefined();
      expect((await made.store.get(runId)).summary.waiting).toMatchObject({
        cause: 'concurrency',
        reason: '1 of 1 runs are at work (policy nightly).',
      });
    });

    it('is looked after outside of its window when something of it was begun', async () => {
      const NEXT_NOON = NOON + DAY_MS;
      const begun = await claimed({ windows: [NIGHT] }, { begun: true });
      await begun.stall(NEXT_NOON);
      expect(await begun.claimAt(NEXT_NOON)).toMatchObject({
        runId: begun.runId,
      });
    });

    it('waits for its window again when nothing of it was begun', async () => {
      const run = await claimed({ windows: [NIGHT] }, { begun: false });
      await run.stall(NOON + DAY_MS);
      expect(await run.claimAt(NOON + DAY_MS)).toBeUndefined();
      expect(await run.claimAt(NINE + DAY_MS)).toMatchObject({
        runId: run.runId,
      });
    });
  },
);
