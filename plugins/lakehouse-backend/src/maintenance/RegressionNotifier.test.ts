import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { mockServices } from '@backstage/backend-test-utils';
import { healthWith, NOW, readingWith } from '../__testUtils__/builders';
import { createTestDatabases } from '../__testUtils__/createTestDatabases';
import { DatabaseTableStore } from '../database';
import { migrationsDirectory } from '../database/openDatabase';
import { RegressionNotifier } from './RegressionNotifier';
import { Notices } from './Notices';

jest.setTimeout(60_000);

const HOUR_MS = 60 * 60 * 1000;

describe.each(createTestDatabases().eachSupportedId())(
  'notices of regressions, on %p',
  databaseId => {
    const databases = createTestDatabases();

    async function setUp() {
      const knex = await databases.init(databaseId);
      await knex.migrate.latest({ directory: migrationsDirectory() });
      const store = DatabaseTableStore.create({ knex });
      const [{ id }] = await store.add('shop', [
        { schema: 'silver', table: 'orders' },
      ]);
      const sent: NotificationSendOptions[] = [];
      let nowMs = NOW;
      const replicas = [1, 2].map(
        () =>
          new RegressionNotifier({
            knex,
            notices: new Notices({
              knex,
              notifications: { send: async one => void sent.push(one) },
              logger: mockServices.logger.mock(),
              now: () => nowMs,
            }),
            now: () => nowMs,
          }),
      );
      return {
        knex,
        async judge(
          hours: number,
          health: Parameters<typeof healthWith>[0],
          policyKey = 'p',
        ): Promise<string[]> {
          nowMs = NOW + hours * HOUR_MS;
          await store.saveReading(
            id,
            readingWith({
              policyKey,
              judgedAt: nowMs,
              health: healthWith({ severity: 'healthy', ...health }),
            }),
          );
          const before = sent.length;
          await Promise.all(replicas.map(one => one.tell()));
          return sent.slice(before).map(one => one.payload.title);
        },
        sent,
      };
    }

    it('tell the owner once that the score fell by 20 points or the severity is worse, with what costs more', async () => {
      const { judge, sent } = await setUp();
      const cost = (points: number) => [
        { id: 'file-layout', state: 'known', cost: points } as never,
      ];
      expect(await judge(0, { score: 96, dimensions: cost(2) })).toEqual([]);
      expect(await judge(1, { score: 80 })).toEqual([]);
      expect(
        await judge(2, {
          score: 60,
          dimensions: cost(38),
          snapshotId: '7',
        }),
      ).toEqual(['silver.orders has become worse: 80 → 60']);
      expect(sent[0]).toMatchObject({
        recipients: { type: 'entity', entityRef: 'group:default/orders' },
        payload: {
          description: expect.stringContaining('file layout, 38 points more'),
          link: '/catalog/default/resource/shop.silver.orders/health',
          topic: 'lakehouse-health',
        },
      });
      // As bad as it was told already.
      expect(await judge(3, { score: 58 })).toEqual([]);
      expect(await judge(4, { score: 60 })).toEqual([]);
      expect(await judge(5, { score: 55, severity: 'critical' })).toHaveLength(
        1,
      );
      expect(await judge(6, { score: 55, severity: 'critical' })).toEqual([]);
      expect(await judge(7, { score: 95 })).toEqual([]);
    });

    it('see a fall that takes a day in small steps, and none in a new policy, a first verdict or an unknown score', async () => {
      const { judge } = await setUp();
      expect(await judge(0, { score: 10, severity: 'critical' })).toEqual([]);
      expect(await judge(1, { score: 95 })).toEqual([]);
      // The last verdict of a day is what is remembered of it: NOW is 09:40.
      expect(await judge(14, { score: 95 })).toEqual([]);
      expect(await judge(15, { score: 88 })).toEqual([]);
      expect(await judge(16, { score: 81 })).toEqual([]);
      expect(await judge(17, { score: 74 })).toEqual([
        'silver.orders has become worse: 95 → 74',
      ]);
      expect(await judge(50, { score: 20 }, 'another policy')).toEqual([]);
      expect(
        await judge(
          51,
          { score: undefined, severity: 'unknown' },
          'another policy',
        ),
      ).toEqual([]);
    });

    it('are not lost when a policy changes at the same time: what makes reads slower is compared, of a table that was written to', async () => {
      const { judge } = await setUp();
      const layout = (points: number) => [
        { id: 'file-layout', state: 'known', cost: points } as never,
      ];
      await judge(0, { score: 98, dimensions: layout(0), snapshotId: '1' });
      expect(
        await judge(
          1,
          {
            ...{ score: 11, severity: 'critical', snapshotId: '2' },
            dimensions: layout(85),
          },
          'another policy',
        ),
      ).toEqual(['silver.orders has become worse: 98 → 11']);
      const other = await setUp();
      await other.judge(0, {
        ...{ score: 98, snapshotId: '1', dimensions: layout(0) },
      });
      // Promises that the new policy makes, on files that are as they were.
      expect(
        await other.judge(
          1,
          {
            ...{ score: 60, severity: 'at-risk', snapshotId: '2' },
            dimensions: [
              ...layout(0),
              { id: 'freshness', state: 'known', cost: 40 } as never,
            ],
          },
          'another policy',
        ),
      ).toEqual([]);
    });

    it('say since which snapshot, of the better one that it is compared with, and nothing of the kind when no snapshot is new', async () => {
      const { judge, sent } = await setUp();
      const id = (last: number) => `914822337203685477${last}`;
      // The last verdict of a day is what is remembered of it: NOW is 09:40.
      await judge(14, { score: 95, snapshotId: id(1) });
      await judge(15, { score: 88, snapshotId: id(2) });
      await judge(16, { score: 70, snapshotId: id(3) });
      expect(sent.at(-1)?.payload.description).toMatch(
        new RegExp(`Since snapshot ${id(1)}\\.$`),
      );
      await judge(50, { score: 95, snapshotId: id(4) });
      await judge(51, { score: 60, snapshotId: id(4) });
      expect(sent).toHaveLength(2);
      expect(sent.at(-1)?.payload.description).not.toContain('Since snapshot');
    });

    it('leave to the end of a run what the run has done', async () => {
      const { judge, knex } = await setUp();
      expect(await judge(0, { score: 96 })).toEqual([]);
      await knex('lakehouse_maintenance_runs').insert({
        id: 'a-run',
        lakehouse: 'shop',
        schema_name: 'silver',
        table_name: 'orders',
        table_uuid: 'u',
        state: 'running',
        title: 'A run',
        operations: '[]',
        plan: Buffer.from([]),
        approvals: '[]',
        awaiting: '[]',
        created_at: NOW,
        created_by: 'user:default/ann',
        started_at: NOW,
      });
      expect(await judge(1, { score: 50 })).toEqual([]);
    });
  },
);
