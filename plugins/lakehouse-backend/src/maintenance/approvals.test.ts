import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EmbeddedLakehouse } from '@lakehouse-portal/embedded';
import {
  finalRunStates,
  type MaintenanceOperation,
} from '@lakehouse-portal/maintenance';
import type { Knex } from 'knex';
import { createTestDatabases } from '../__testUtils__/createTestDatabases';
import { untilTrue } from '../__testUtils__/untilTrue';
import { migrationsDirectory } from '../database/openDatabase';
import { ORDERS } from './__testUtils__/approvedRun';
import { makeIllTable } from './__testUtils__/makeIllTable';
import { createRunBench, type RunBench } from './__testUtils__/RunBench';
import type { RunStore } from './RunStore';

jest.setTimeout(120_000);

const ANN = 'user:default/ann';
const BEN = 'user:default/ben';

/** A store that does something else right before one of its methods. */
function before(
  method: keyof RunStore,
  act: (args: unknown[]) => Promise<void> | void,
): (store: RunStore) => RunStore {
  return store =>
    new Proxy(store, {
      get(target, name) {
        const value = Reflect.get(target, name) as unknown;
        if (typeof value !== 'function') {
          return value;
        }
        return async (...args: unknown[]) => {
          if (name === method) {
            await act(args);
          }
          return value.apply(target, args) as unknown;
        };
      },
    });
}

describe.each(createTestDatabases().eachSupportedId())(
  'approvals when policies change, on %p',
  databaseId => {
    const databases = createTestDatabases();
    let root: string;
    let lake: EmbeddedLakehouse;
    let knex: Knex;
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
      // What nobody has to have seen a list of.
      made.planner.more = async () => [];
      benches.push(made);
      return made;
    }

    /** A run by Ann that somebody has approved as a whole. */
    async function approvedBy(
      by: string | undefined,
      made: RunBench,
      options: { operations?: MaintenanceOperation[]; createdBy?: string } = {},
    ): Promise<string> {
      const table = await made.tables.find(ORDERS);
      const plan = await made.planner.plan({
        ...table,
        ...(await made.tables.read(table)),
        nowMs: Date.now(),
      });
      const steps = plan.steps.filter(
        step => options.operations?.includes(step.operation) ?? true,
      );
      const runId = await made.store.create({
        table: ORDERS,
        plan: { ...plan, steps },
        title: 'A run',
        createdAt: Date.now(),
        createdBy: options.createdBy ?? ANN,
      });
      await approve(made, runId, by);
      return runId;
    }
    async function approve(made: RunBench, id: string, by?: string) {
      await made.store.approve(
        id,
        ({ plan, approvals }) =>
          by === undefined
            ? approvals
            : [
                ...approvals,
                {
                  by,
                  at: '2026-11-26T12:00:00.000Z',
                  steps: plan.steps.map(step => step.id),
                },
              ],
        { kind: 'approved', message: '' },
        Date.now(),
      );
    }
    const inState = (made: RunBench, runId: string, ...states: string[]) =>
      untilTrue(
        () => made.store.get(runId),
        ({ run }) => states.includes(run.state),
      );
    const ended = (made: RunBench, runId: string) =>
      inState(made, runId, ...finalRunStates);
    const eventsOf = async (made: RunBench, runId: string) =>
      made.store.listEvents(runId, 0);
    const begunOf = async (made: RunBench, runId: string) =>
      (await eventsOf(made, runId)).filter(
        ({ kind }) => kind === 'unit-started',
      );

    beforeEach(async () => {
      root = await mkdtemp(join(tmpdir(), 'approvals-'));
      knex = await databases.init(databaseId);
      await knex.migrate.latest({ directory: migrationsDirectory() });
      ({ lake } = await makeIllTable(join(root, 'shop')));
    });
    afterEach(async () => {
      await Promise.all(benches.splice(0).map(made => made.worker.stop()));
      await lake.close();
      await rm(root, { recursive: true, force: true });
    });

    it('a run whose policy became stricter after its approval waits for what is lacking, says so, lets go of its table, and is done once that is given', async () => {
      const made = await bench();
      const runId = await approvedBy(ANN, made);
      made.planner.rules = { 'expire-snapshots': 'four-eyes' };
      made.worker.start();
      const returned = await inState(made, runId, 'proposed');
      const reason =
        'The policy has become stricter since the plan was made: step 3 (expire-snapshots) takes four eyes instead of one approval.';
      expect(returned).toMatchObject({
        summary: {
          state: 'proposed',
          reason,
          awaitingApproval: ['3-expire-snapshots'],
          units: { done: 0, skipped: 0 },
        },
        run: {
          plan: {
            steps: [
              { approval: 'one' },
              { approval: 'one' },
              { approval: 'four-eyes' },
            ],
          },
        },
      });
      expect((await eventsOf(made, runId)).at(-1)).toMatchObject({
        kind: 'note',
        message: `${reason} Nothing was done yet: it waits for the approvals that are lacking.`,
      });
      expect(await begunOf(made, runId)).toEqual([]);
      expect(await knex('lakehouse_maintenance_locks')).toEqual([]);

      await approve(made, runId, BEN);
      const { summary, run } = await ended(made, runId);
      expect(summary.state).toBe('done');
      expect(summary.reason).toBeUndefined();
      expect(run.approvals.map(({ by }) => by)).toEqual([ANN, BEN]);
    });

    it('a run that has begun, but done nothing, goes back as well when the policy becomes stricter just then', async () => {
      const made = await bench({
        wrapStore: before('transition', () => {
          made.planner.rules = { 'rewrite-data-files': 'four-eyes' };
        }),
      });
      const runId = await approvedBy(ANN, made);
      made.worker.start();
      const { summary } = await inState(made, runId, 'proposed');
      expect(summary).toMatchObject({
        awaitingApproval: ['1-rewrite-data-files'],
        startedAt: undefined,
        scoreBefore: undefined,
      });
      expect((await eventsOf(made, runId)).map(({ kind }) => kind)).toEqual([
        'proposed',
        'approved',
        'started',
        'note',
      ]);
      expect(await knex('lakehouse_maintenance_locks')).toEqual([]);
      await approve(made, runId, BEN);
      expect((await ended(made, runId)).run.state).toBe('done');
    });

    it.each([
      ['four-eyes', 'takes four eyes instead of one approval'],
      ['off', 'is switched off'],
    ] as const)(
      'a run that is under way when the policy becomes stricter (%s) stops before the step that lacks approval, verifies what it did, and says so',
      async (rule, said) => {
        const rows = await lake.contentChecksum('silver.orders');
        const made = await bench({
          wrapStore: before('changeUnit', ([, position, change]) => {
            const { state } = change as { state: string };
            if (position === 2 && state !== 'running') {
              made.planner.rules = { 'expire-snapshots': rule };
            }
          }),
        });
        const snapshots = (await lake.loadTable('silver.orders')).metadata
          .snapshots.length;
        const runId = await approvedBy(ANN, made);
        made.worker.start();
        const { summary, verification } = await ended(made, runId);
        expect(summary).toMatchObject({
          state: 'failed',
          reason: `The policy has become stricter since the plan was made: step 3 (expire-snapshots) ${said}. It stopped before: ${
            snapshots - 2
          } snapshots.`,
        });
        const units = await made.store.listUnits(runId);
        expect(units.at(-1)).toMatchObject({
          state: 'waiting',
          attempts: 0,
          unit: { operation: 'expire-snapshots' },
        });
        expect(units.slice(0, 2).map(({ state }) => state)).toEqual([
          'done',
          'done',
        ]);
        expect(verification).toMatchObject({
          content: [{ same: true }],
          refs: [
            { name: 'main', readable: true },
            { name: 'first', readable: true },
          ],
        });
        expect((await eventsOf(made, runId)).map(({ kind }) => kind)).toContain(
          'verifying',
        );
        expect(
          (await lake.loadTable('silver.orders')).metadata.snapshots.length,
        ).toBeGreaterThan(snapshots);
        expect(await lake.contentChecksum('silver.orders')).toEqual(rows);
        expect(await knex('lakehouse_maintenance_locks')).toEqual([]);
      },
    );

    it('what was stopped for want of approval and is verified by another replica does not end as done', async () => {
      let isAway = false;
      const failing = await bench({
        wrapStore: before('saveVerification', ([, verification]) => {
          const { health } = verification as { health?: object };
          // However often it tries before it is stopped.
          if (health) {
            isAway = true;
            throw new Error('The database is away');
          }
        }),
        wrapExecutor: executor => ({
          engine: executor.engine,
          capabilities: executor.capabilities,
          checksum: (...args) => executor.checksum(...args),
          run: async (...args) => {
            const outcome = await executor.run(...args);
            failing.planner.rules = { 'expire-snapshots': 'four-eyes' };
            return outcome;
          },
        }),
      });
      const other = await bench();
      const runId = await approvedBy(ANN, failing);
      failing.worker.start();
      await untilTrue(
        async () => isAway,
        value => value,
      );
      await failing.worker.stop();
      expect((await failing.store.get(runId)).run.state).toBe('verifying');
      other.worker.start();
      const { summary, verification } = await ended(other, runId);
      expect(summary).toMatchObject({
        state: 'failed',
        reason: expect.stringMatching(/has become stricter.*It stopped before/),
      });
      expect(verification?.refs).toHaveLength(2);
    });

    it('a run of which a step was switched off before it began does nothing at all, and fails', async () => {
      const made = await bench();
      const runId = await approvedBy(BEN, made);
      made.planner.rules = { 'expire-snapshots': 'off' };
      made.worker.start();
      const { summary } = await ended(made, runId);
      expect(summary).toMatchObject({
        state: 'failed',
        startedAt: undefined,
        reason:
          'The policy has become stricter since the plan was made: step 3 (expire-snapshots) is switched off. Nothing was done.',
      });
      expect(await begunOf(made, runId)).toEqual([]);
      expect(await knex('lakehouse_maintenance_locks')).toEqual([]);
    });

    it('a run that a policy had started by itself is cancelled when the policy wants somebody asked by then', async () => {
      const made = await bench();
      made.planner.approval = 'automatic';
      const runId = await approvedBy(undefined, made, {
        createdBy: 'policy:nightly',
      });
      made.planner.approval = 'four-eyes';
      made.worker.start();
      const { summary } = await ended(made, runId);
      expect(summary).toMatchObject({
        state: 'cancelled',
        reason: expect.stringMatching(
          /takes four eyes instead of none.*started it by itself, and nothing was done/,
        ),
      });
      expect(await begunOf(made, runId)).toEqual([]);
      expect(await knex('lakehouse_maintenance_locks')).toEqual([]);
    });

    it('a run whose approvals are lacking, and which somebody has cancelled at that moment, is cancelled', async () => {
      const made = await bench({
        wrapStore: before('returnToProposal', async () => {
          await made.store.requestCancel(
            runId,
            { by: ANN, reason: 'Not today', now: false },
            Date.now(),
          );
        }),
      });
      const runId = await approvedBy(ANN, made);
      made.planner.rules = { 'expire-snapshots': 'four-eyes' };
      made.worker.start();
      expect((await ended(made, runId)).summary).toMatchObject({
        state: 'cancelled',
        reason: 'Not today',
      });
    });

    it('no unit begins after a cancel was accepted, however late: not while the table is planned anew, nor right before it would begin', async () => {
      for (const late of ['plan', 'beginUnit'] as const) {
        let runId = '';
        const cancel = async () => {
          await made.store.requestCancel(
            runId,
            { by: BEN, now: false },
            Date.now(),
          );
        };
        const made: RunBench = await bench(
          late === 'beginUnit' ? { wrapStore: before(late, cancel) } : {},
        );
        runId = await approvedBy(BEN, made, {
          operations: ['expire-snapshots'],
        });
        if (late === 'plan') {
          made.planner.more = async () => {
            await cancel();
            return [];
          };
        }
        const { snapshots } = (await lake.loadTable('silver.orders')).metadata;
        made.worker.start();
        expect((await ended(made, runId)).summary.state).toBe('cancelled');
        const kinds = (await eventsOf(made, runId)).map(({ kind }) => kind);
        expect(kinds).toContain('cancel-requested');
        expect(kinds).not.toContain('unit-started');
        expect(
          (await lake.loadTable('silver.orders')).metadata.snapshots,
        ).toEqual(snapshots);
        await made.worker.stop();
      }
    });

    it('what was set aside of the budget for a unit that a cancel has kept from beginning is free again', async () => {
      let runId = '';
      const made: RunBench = await bench({
        wrapStore: before('beginUnit', async () => {
          expect(await knex('lakehouse_maintenance_spending')).toHaveLength(1);
          await made.store.requestCancel(
            runId,
            { by: BEN, now: false },
            Date.now(),
          );
        }),
      });
      runId = await approvedBy(BEN, made, {
        operations: ['rewrite-data-files'],
      });
      made.worker.start();
      expect((await ended(made, runId)).summary.state).toBe('cancelled');
      expect(await knex('lakehouse_maintenance_spending')).toEqual([]);
    });
  },
);
