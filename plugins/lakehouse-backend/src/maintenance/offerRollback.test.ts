import { mockServices } from '@backstage/backend-test-utils';
import type { MaintenancePlan } from '@lakehouse-portal/maintenance';
import { NOW } from '../__testUtils__/builders';
import { createTestDatabases } from '../__testUtils__/createTestDatabases';
import { migrationsDirectory } from '../database/openDatabase';
import { DatabaseRunStore } from './database';
import type { MaintainedTables } from './MaintainedTables';
import { offerRollback } from './offerRollback';

const TABLE = { lakehouse: 'shop', schema: 'silver', table: 'orders' };
const PLAN: MaintenancePlan = {
  table: { uuid: 'a-b-c', snapshotId: '1' },
  plannedAt: '2026-11-24T09:00:00.000Z',
  steps: [
    {
      id: '1-rewrite-manifests',
      operation: 'rewrite-manifests',
      title: 'Rewrite 2 manifests',
      reason: 'They are many.',
      units: [
        {
          operation: 'rewrite-manifests',
          targetSizeBytes: 8_388_608,
          predicted: { manifestsBefore: 2, manifestsAfter: 1 },
        },
      ],
      cost: { readBytes: '0', writtenBytes: '0' },
      benefit: {},
      destructive: false,
      approval: 'one',
    },
  ],
  declined: [],
};

/** Of which snapshot 2, made by the run, is the current one. */
const tables = {
  find: async () => ({
    maintenance: { executor: { engine: 'Trino', rollback: async () => {} } },
  }),
  readMetadata: async () => ({
    metadata: {
      tableUuid: 'a-b-c',
      currentSnapshotId: '2',
      snapshots: [
        { snapshotId: '2', parentSnapshotId: '1' },
        { snapshotId: '1' },
      ],
    },
  }),
} as unknown as MaintainedTables;

describe.each(createTestDatabases().eachSupportedId())(
  'the offer to roll back a run that has ended, on %p',
  databaseId => {
    const databases = createTestDatabases();

    async function setUp() {
      const knex = await databases.init(databaseId);
      await knex.migrate.latest({ directory: migrationsDirectory() });
      const store = DatabaseRunStore.create({ knex });
      const propose = () =>
        store.create({
          table: TABLE,
          plan: PLAN,
          title: 'Rewrite 2 manifests',
          createdAt: NOW,
          createdBy: 'user:default/ann',
        });
      const ended = await propose();
      await knex('lakehouse_maintenance_runs')
        .where({ id: ended })
        .update({ state: 'done' });
      return {
        knex,
        store,
        ended,
        async approved() {
          const id = await propose();
          await store.approve(
            id,
            () => [
              {
                by: 'user:default/ben',
                at: '2026-11-26T12:00:00.000Z',
                steps: ['1-rewrite-manifests'],
              },
            ],
            { kind: 'approved', message: '' },
            NOW,
          );
          return id;
        },
        offer: async () =>
          offerRollback({
            store,
            tables,
            stored: await store.get(ended),
            units: (await store.listUnits(ended)).map(unit => ({
              ...unit,
              state: 'done' as const,
              outcome: { snapshotId: '2' },
            })),
            logger: mockServices.logger.mock(),
            now: () => NOW,
          }),
      };
    }

    it.each(['approved', 'running', 'verifying'])(
      'is not made while another run of the table is %s, and says what to wait for',
      async state => {
        const { knex, approved, offer } = await setUp();
        expect(await offer()).toMatchObject({ possible: true });
        const other = await approved();
        await knex('lakehouse_maintenance_runs')
          .where({ id: other })
          .update({ state });
        expect(await offer()).toEqual({
          possible: false,
          snapshotId: '1',
          detail:
            "It can't be rolled back now: another run of the table is under way; wait for its end.",
        });
      },
    );

    it('is not made while the table is rolled back, and is made again once that is over', async () => {
      const { store, ended, offer } = await setUp();
      const lock = await store.lockForRollback(TABLE, ended, NOW);
      expect(await offer()).toMatchObject({
        possible: false,
        detail:
          "It can't be rolled back now: a rollback of the table is under way; wait for its end.",
      });
      await lock.release();
      expect(await offer()).toMatchObject({ possible: true });
    });
  },
);
