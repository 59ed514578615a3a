import { mockServices } from '@backstage/backend-test-utils';
import type { MaintenancePlan } from '@lakehouse-portal/maintenance';
import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { NOW } from '../__testUtils__/builders';
import { createTestDatabases } from '../__testUtils__/createTestDatabases';
import { migrationsDirectory } from '../database/openDatabase';
import { ApprovalNotifier } from './ApprovalNotifier';
import { Notices } from './Notices';
import { DatabaseRunStore } from './database';

jest.setTimeout(60_000);

const ANN = 'user:default/ann';
const BEN = 'user:default/ben';
const MINUTE_MS = 60_000;

/** One step that takes something away. */
const PLAN: MaintenancePlan = {
  table: { uuid: 'a-b-c' },
  plannedAt: '2026-11-24T09:00:00.000Z',
  steps: [
    {
      id: '1-expire-snapshots',
      operation: 'expire-snapshots',
      title: 'Expire 12 snapshots',
      reason: 'For storage and privacy.',
      units: [],
      cost: { readBytes: '0', writtenBytes: '0' },
      benefit: {},
      destructive: true,
      approval: 'four-eyes',
    },
  ],
  declined: [],
};

describe.each(createTestDatabases().eachSupportedId())(
  'notices of runs that wait for approval, on %p',
  databaseId => {
    const databases = createTestDatabases();

    async function setUp(approvers: string[] = []) {
      const knex = await databases.init(databaseId);
      await knex.migrate.latest({ directory: migrationsDirectory() });
      const store = DatabaseRunStore.create({ knex });
      const sent: NotificationSendOptions[] = [];
      let nowMs = NOW;
      const replicas = [1, 2].map(
        () =>
          new ApprovalNotifier({
            knex,
            approvers,
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
        store,
        async own(table: string, owner: string) {
          await knex('lakehouse_tables').insert({
            lakehouse: 'shop',
            schema_name: 'silver',
            table_name: table,
            owner,
          });
        },
        propose: (
          table: string,
          {
            batch,
            plan = PLAN,
          }: { batch?: string; plan?: MaintenancePlan } = {},
        ) =>
          store.create({
            table: { lakehouse: 'shop', schema: 'silver', table },
            plan,
            title: 'Expire 12 snapshots',
            createdAt: nowMs,
            createdBy: ANN,
            batchId: batch,
          }),
        /** What was sent a while later. */
        async after(minutes: number) {
          nowMs += minutes * MINUTE_MS;
          const before = sent.length;
          await Promise.all(replicas.map(one => one.tell()));
          return sent.slice(before);
        },
      };
    }

    it('tell those who approve once, with the way to the run, and not whoever has proposed it', async () => {
      const { propose, own, after } = await setUp([
        'group:default/data-platform',
        BEN,
      ]);
      await own('orders', 'group:default/orders');
      const id = await propose('orders');
      // It may be approved right away.
      expect(await after(0)).toEqual([]);
      expect(await after(1)).toEqual([
        {
          recipients: {
            type: 'entity',
            entityRef: ['group:default/data-platform', BEN],
            excludeEntityRef: ANN,
          },
          payload: expect.objectContaining({
            title: 'Maintenance of silver.orders waits for approval',
            description: 'ann has proposed: Expire 12 snapshots.',
            link: `/lakehouse?show=maintenance&run=${id}`,
          }),
        },
      ]);
      expect(await after(1)).toEqual([]);
    });

    it('are one for a batch of a hundred, also when it takes a while to be proposed', async () => {
      const { propose, after } = await setUp(['group:default/data-platform']);
      for (let table = 0; table < 60; table++) {
        await propose(`t${table}`, { batch: 'b-1' });
      }
      await after(0.25);
      for (let table = 60; table < 100; table++) {
        await propose(`t${table}`, { batch: 'b-1' });
      }
      // The first of them have waited for long enough, the last have not.
      expect(await after(0.25)).toEqual([]);
      const [only, ...more] = await after(0.25);
      expect(more).toEqual([]);
      expect(only.payload).toMatchObject({
        title: 'Maintenance of 100 tables waits for approval',
        description:
          'ann has proposed it in a batch: silver.t0, silver.t1, silver.t10, silver.t11, silver.t12 and 95 more.',
        link: '/lakehouse?show=maintenance&batch=b-1',
      });
      expect(await after(1)).toEqual([]);
    });

    it('are one for a batch also when so many runs wait that not all are told of in one go', async () => {
      const { knex, propose, after } = await setUp([
        'group:default/data-platform',
      ]);
      const first = await propose('t0');
      const row = await knex('lakehouse_maintenance_runs')
        .where({ id: first })
        .first();
      const more = Array.from({ length: 549 }, (_, index) => ({
        ...row,
        id: `r${index}`,
        table_name: `t${index + 1}`,
        approval_asked_at: NOW + index,
        batch_id: index >= 449 ? 'b-1' : null,
      }));
      await knex.batchInsert('lakehouse_maintenance_runs', more, 20);
      const told = await after(1);
      expect(told).toHaveLength(451);
      expect(
        told
          .map(({ payload }) => payload.title)
          .filter(title => title.includes('tables')),
      ).toEqual(['Maintenance of 100 tables waits for approval']);
      expect(await after(1)).toEqual([]);
    });

    it('go to the owner of each table where nobody is named who approves, and to nobody where there is no owner', async () => {
      const { propose, own, after } = await setUp();
      await own('orders', 'group:default/orders');
      await own('returns', 'group:default/orders');
      await own('visits', 'user:default/cleo');
      for (const table of ['orders', 'returns', 'visits', 'unknown']) {
        await propose(table, { batch: 'b-1' });
      }
      const told = await after(1);
      expect(
        told
          .map(({ recipients, payload }) => [
            recipients.type === 'entity' && recipients.entityRef,
            payload.title,
          ])
          .sort(),
      ).toEqual([
        [
          ['group:default/orders'],
          'Maintenance of 2 tables waits for approval',
        ],
        [
          ['user:default/cleo'],
          'Maintenance of silver.visits waits for approval',
        ],
      ]);
    });

    it('are not sent of what needs no approval, was approved or withdrawn meanwhile, or has waited since before a day', async () => {
      const { propose, own, store, after } = await setUp();
      await own('orders', 'group:default/orders');
      await propose('orders', {
        plan: {
          ...PLAN,
          steps: PLAN.steps.map(step => ({
            ...step,
            operation: 'set-properties' as const,
            approval: 'automatic' as const,
          })),
        },
      });
      const approved = await propose('orders');
      await store.approve(
        approved,
        () => [{ by: BEN, at: PLAN.plannedAt, steps: ['1-expire-snapshots'] }],
        { kind: 'approved', message: '' },
        NOW,
      );
      const withdrawn = await propose('orders');
      await store.requestCancel(withdrawn, { by: ANN, now: false }, NOW);
      expect(await after(1)).toEqual([]);

      await propose('orders');
      expect(await after(25 * 60)).toEqual([]);
    });

    it('come once more when a run that was approved waits again, since the policy became stricter', async () => {
      const { propose, own, store, after } = await setUp();
      await own('orders', 'group:default/orders');
      const id = await propose('orders');
      expect(await after(1)).toHaveLength(1);
      await store.approve(
        id,
        () => [{ by: BEN, at: PLAN.plannedAt, steps: ['1-expire-snapshots'] }],
        { kind: 'approved', message: '' },
        NOW,
      );
      const claim = await store.claim(NOW + MINUTE_MS);
      await store.returnToProposal(
        claim!,
        {
          plan: {
            ...PLAN,
            steps: [
              ...PLAN.steps,
              { ...PLAN.steps[0], id: '2-expire-snapshots' },
            ],
          },
          reason: 'The policy has become stricter.',
        },
        NOW + MINUTE_MS,
      );
      expect(await after(1)).toHaveLength(1);
      expect(await after(1)).toEqual([]);
    });
  },
);
