import { TrinoExecutor } from '@lakehouse-portal/executors';
import { TrinoClient } from '@lakehouse-portal/trino';
import { createTestDatabases } from '../__testUtils__/createTestDatabases';
import { untilTrue } from '../__testUtils__/untilTrue';
import { approvedRun } from './__testUtils__/approvedRun';
import { FaultyTrino } from './__testUtils__/FaultyTrino';
import { illShop } from './__testUtils__/illShop';

jest.setTimeout(120_000);

/** For what is waited for only where something else goes wrong. */
const PATIENT_MS = 60_000;

describe.each(createTestDatabases().eachSupportedId())(
  'maintenance when things go wrong, on %p',
  databaseId => {
    const shop = illShop(databaseId);
    const { bench, ended, expectTrueRecord } = shop;

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
        expect(await shop.lake.contentChecksum('silver.orders')).toEqual(
          shop.before,
        );
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
          expect(await shop.lake.contentChecksum('silver.orders')).toEqual(
            shop.before,
          );
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
          expect(await shop.lake.contentChecksum('silver.orders')).toEqual(
            shop.before,
          );
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
        expect(await shop.lake.contentChecksum('silver.orders')).toEqual(
          shop.before,
        );
      });
    });
  },
);
