import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createTestDatabases } from '../__testUtils__/createTestDatabases';
import { untilTrue } from '../__testUtils__/untilTrue';
import { approvedRun } from './__testUtils__/approvedRun';
import { executorWith } from './__testUtils__/executorWith';
import { illShop } from './__testUtils__/illShop';

jest.setTimeout(120_000);

describe.each(createTestDatabases().eachSupportedId())(
  'maintenance when things go wrong, on %p',
  databaseId => {
    const shop = illShop(databaseId);
    const { bench, ended, expectTrueRecord } = shop;

    it('rows that are not the same any more make the run fail loudly, before anything expires', async () => {
      const made = await bench({
        wrapExecutor: executor =>
          executorWith(executor, {
            checksum: async (table, options) => {
              const { rows, checksum } = await executor.checksum(
                table,
                options,
              );
              const { metadata } = await shop.lake.loadTable('silver.orders');
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
            executorWith(
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
        expect(await shop.lake.contentChecksum('silver.orders')).toEqual(
          shop.before,
        );
      },
    );

    it('a run that is being verified is not cancelled, but broken off at once if somebody must have the table', async () => {
      const made = await bench({
        wrapExecutor: executor =>
          executorWith(executor, {
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
          executorWith(executor, {
            run: async (...args) => {
              const outcome = await executor.run(...args);
              if (args[1].operation === 'remove-orphan-files') {
                const { metadata } = await shop.lake.loadTable('silver.orders');
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
          executorWith(executor, {
            run: async (...args) => {
              const outcome = await executor.run(...args);
              const { metadata } = await shop.lake.loadTable('silver.orders');
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
  },
);
