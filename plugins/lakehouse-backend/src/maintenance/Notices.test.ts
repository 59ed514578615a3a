import { mockServices } from '@backstage/backend-test-utils';
import { NOW } from '../__testUtils__/builders';
import { createTestDatabases } from '../__testUtils__/createTestDatabases';
import { migrationsDirectory } from '../database/openDatabase';
import { Notices } from './Notices';

const MINUTE_MS = 60_000;
const NOTIFICATION = {
  recipients: { type: 'broadcast' as const },
  payload: { title: 'Maintenance waits' },
};

describe.each(createTestDatabases().eachSupportedId())(
  'a notification of several replicas, on %p',
  databaseId => {
    const databases = createTestDatabases();

    async function setUp(
      send: () => Promise<void> = async () => {
        throw new Error('Nobody is there');
      },
    ) {
      const knex = await databases.init(databaseId);
      await knex.migrate.latest({ directory: migrationsDirectory() });
      const logger = mockServices.logger.mock();
      const tried: number[] = [];
      const state = { nowMs: NOW };
      const [first, second] = [1, 2].map(replica => {
        const notices = new Notices({
          knex,
          notifications: {
            send: async () => {
              tried.push(replica);
              await send();
            },
          },
          logger,
          now: () => state.nowMs,
        });
        return () => notices.send('run/1', NOTIFICATION, 'It was not told');
      });
      return { knex, logger, tried, state, first, second };
    }

    it('is sent once', async () => {
      const { first, second, tried } = await setUp(async () => undefined);
      await Promise.all([first(), second()]);
      expect(await first()).toBe(true);
      expect(await second()).toBe(true);
      expect(tried).toHaveLength(1);
    });

    it('is sent by another a minute later when the one that was at it hangs or has died', async () => {
      const { first, second, tried, state } = await setUp(
        () => new Promise(() => undefined),
      );
      void first();
      while (tried.length === 0) {
        await new Promise(done => setTimeout(done, 5));
      }
      expect(await second()).toBe(false);
      state.nowMs += MINUTE_MS;
      void second();
      while (tried.length === 1) {
        await new Promise(done => setTimeout(done, 5));
      }
      expect(tried).toEqual([1, 2]);
    });

    it('is given up after three attempts, which is logged once, and forgotten after days', async () => {
      const { knex, logger, first, second, tried, state } = await setUp();
      expect(await first()).toBe(false);
      expect(await second()).toBe(false);
      state.nowMs += MINUTE_MS;
      expect(await second()).toBe(false);
      expect(logger.warn).not.toHaveBeenCalled();
      state.nowMs += MINUTE_MS;
      expect(await first()).toBe(true);
      state.nowMs += MINUTE_MS;
      expect(await second()).toBe(true);
      expect(tried).toEqual([1, 2, 1]);
      expect(logger.warn.mock.calls).toEqual([
        [
          'It was not told; the portal may have no notifications',
          expect.objectContaining({ message: 'Nobody is there' }),
        ],
      ]);
      const [{ next_at: before }] = await knex('lakehouse_notices');
      state.nowMs += 3 * 24 * 60 * MINUTE_MS;
      await first();
      const [{ next_at: after }] = await knex('lakehouse_notices');
      expect(Number(after)).toBeGreaterThan(Number(before) + MINUTE_MS);
    });
  },
);
