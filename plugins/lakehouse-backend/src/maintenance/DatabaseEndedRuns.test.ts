import { createTestDatabases } from '../__testUtils__/createTestDatabases';
import { migrationsDirectory } from '../database/openDatabase';
import { DatabaseEndedRuns } from './DatabaseEndedRuns';

jest.setTimeout(60_000);

const ROLLED_BACK = '2026-11-27T10:00:00.000Z';
const orders = { lakehouse: 'shop', schema: 'silver', table: 'orders' };

describe.each(createTestDatabases().eachSupportedId())(
  'ended runs of a table, for its health, on %p',
  databaseId => {
    const databases = createTestDatabases();

    it('are its own alone, newest first, without those that were cancelled or rolled back, go on, or never began', async () => {
      const knex = await databases.init(databaseId);
      await knex.migrate.latest({ directory: migrationsDirectory() });
      let count = 0;
      const add = (state: string, finishedAt: number | null, rest = {}) =>
        knex('lakehouse_maintenance_runs').insert({
          id: `run-${(count += 1)}`,
          lakehouse: 'shop',
          schema_name: 'silver',
          table_name: 'orders',
          table_uuid: 'uuid-1',
          state,
          title: 'Compact the table',
          operations: '[]',
          plan: Buffer.from(''),
          approvals: '[]',
          awaiting: '[]',
          created_at: 1,
          created_by: 'user:default/ada',
          started_at: 2,
          finished_at: finishedAt,
          fence: 0,
          stalls: 0,
          ...rest,
        });
      await add('done', 10, {
        score_before: 38,
        score_after: 97,
        slowdown_before: 4.25,
        slowdown_after: 1,
      });
      await add('failed', 30);
      await add('failed', 20);
      await add('cancelled', 40);
      await add('done', 45, {
        score_after: 100,
        rollback: JSON.stringify({ by: 'user:default/ada', at: ROLLED_BACK }),
      });
      await add('running', null);
      await add('failed', 50, { started_at: null });
      await add('failed', 60, { table_name: 'clicks' });
      await add('failed', 70, { table_uuid: 'of-one-that-was-dropped' });
      await add('failed', 80, { lakehouse: 'other' });
      const runs = DatabaseEndedRuns.create({ knex });
      expect(await runs.of(orders, 'uuid-1')).toEqual([
        { state: 'failed', endedAtMs: 30 },
        { state: 'failed', endedAtMs: 20 },
        {
          state: 'done',
          endedAtMs: 10,
          scoreBefore: 38,
          scoreAfter: 97,
          slowdownBefore: 4.25,
          slowdownAfter: 1,
        },
      ]);
      expect(await runs.of(orders, 'uuid-2')).toEqual([]);
    });
  },
);
