import type {
  TablesPage,
  TablesQuery,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { NOW } from '../__testUtils__/builders';
import { addTable } from './__testUtils__/addTable';
import { fillStore } from './__testUtils__/fillStore';
import { tableStores } from './__testUtils__/tableStores';

jest.setTimeout(60_000);

const DAY = 24 * 60 * 60 * 1000;

describe('DatabaseTableStore', () => {
  const { databases, openStore } = tableStores();

  it.each(databases.eachSupportedId())(
    'sorts, filters and pages on %p',
    async id => {
      const { store } = await openStore(id);
      await fillStore(store);
      async function names(query: TablesQuery) {
        const page = await store.list(query, {
          lakehouses: ['retail'],
          nowMs: NOW,
        });
        return page.items.map(item => item.table);
      }

      // Unknown sorts after critical: it may be either.
      expect(await names({})).toEqual([
        'clicks_100%',
        'orders',
        'never_read',
        'revenue',
        'regions',
      ]);
      expect(await names({ order: 'desc' })).toEqual([
        'regions',
        'revenue',
        'never_read',
        'orders',
        'clicks_100%',
      ]);
      expect(await names({ sort: 'name' })).toEqual([
        'clicks_100%',
        'never_read',
        'regions',
        'revenue',
        'orders',
      ]);
      expect(await names({ sort: 'size' })).toEqual([
        'clicks_100%',
        'orders',
        'revenue',
        'never_read',
        'regions',
      ]);
      expect(await names({ sort: 'size', order: 'asc' })).toEqual([
        'revenue',
        'orders',
        'clicks_100%',
        'never_read',
        'regions',
      ]);
      expect(await names({ sort: 'age' })).toEqual([
        'revenue',
        'clicks_100%',
        'orders',
        'never_read',
        'regions',
      ]);
      expect(await names({ sort: 'layer' })).toEqual([
        'clicks_100%',
        'orders',
        'revenue',
        'never_read',
        'regions',
      ]);
      expect(await names({ sort: 'slowdown', limit: 2 })).toEqual([
        'clicks_100%',
        'orders',
      ]);
      expect(await names({ sort: 'owner', offset: 3 })).toEqual([
        'never_read',
        'revenue',
      ]);

      expect(
        await names({
          severity: ['critical', 'unknown'],
          layer: ['silver', 'gold'],
        }),
      ).toEqual(['orders']);
      expect(await names({ owner: ['none'] })).toEqual([
        'never_read',
        'revenue',
      ]);
      expect(await names({ owner: ['none', 'group:default/orders'] })).toEqual([
        'orders',
        'never_read',
        'revenue',
      ]);
      expect(await names({ layer: ['none', 'gold'] })).toEqual([
        'never_read',
        'revenue',
        'regions',
      ]);
      expect(await names({ minSizeBytes: 100, maxSizeBytes: 600 })).toEqual([
        'orders',
      ]);
      expect(await names({ minAge: 'P7D' })).toEqual(['revenue']);
      expect(await names({ maxAge: 'P7D' })).toEqual(['clicks_100%', 'orders']);
      expect(await names({ search: 'ROW order' })).toEqual(['orders']);
      expect(await names({ search: 'ordered_at', schema: 'gold' })).toEqual([
        'revenue',
        'regions',
      ]);
      expect(await names({ search: '0%' })).toEqual(['clicks_100%']);
      expect(
        await names({ search: "'; drop table lakehouse_tables; --" }),
      ).toEqual([]);
      expect(await names({ lakehouse: 'other' })).toEqual([]);
      expect(
        (await store.list({}, { lakehouses: [], nowMs: NOW })).totalItems,
      ).toBe(0);
      await expect(names({ minAge: 'a week' })).rejects.toMatchObject({
        name: 'InputError',
        message: expect.stringContaining('P7D'),
      });

      await expect(names({ search: 'a\0b' })).rejects.toMatchObject({
        name: 'InputError',
      });
      expect(
        await store.find({ lakehouse: 'retail', schema: 'a\0', table: 'b' }),
      ).toBeUndefined();

      const page = await store.list(
        { limit: 1 },
        { lakehouses: ['retail'], nowMs: NOW },
      );
      expect(page).toMatchObject({ totalItems: 5, offset: 0, limit: 1 });
      expect(page.items[0]).toMatchObject({
        entityRef: expect.stringMatching(
          /^resource:default\/retail\.bronze\.clicks_100-[0-9a-f]{16}$/,
        ),
        owner: 'group:default/web',
        severity: 'critical',
        score: 31,
        slowdown: 3.7,
        sizeBytes: 90_010,
        records: Number.MAX_SAFE_INTEGER,
        lastCommitAt: '2026-11-21T09:40:00.000Z',
        scoreHistory: [{ at: '2026-11-24T09:40:00.000Z', score: 31 }],
      });
    },
  );

  it.each(databases.eachSupportedId())(
    'pages by cursor in every order, each row once, also while rows come and go, on %p',
    async id => {
      const { store } = await openStore(id);
      await fillStore(store);
      for (let index = 0; index < 12; index++) {
        await addTable(
          store,
          {
            schema: ['silver', 'bronze', 'Gold'][index % 3],
            table: `x${index}`,
          },
          {
            health: { score: 50 + (index % 3), slowdown: 1 + (index % 2) / 3 },
            owner: index % 4 ? 'group:default/web' : undefined,
            layer: ['silver', 'bronze', 'special', undefined][index % 4],
            sizeBytes: BigInt(index % 5),
            commitAgeMs: (index % 4) * DAY,
          },
        );
      }
      const context = { lakehouses: ['retail'], nowMs: NOW };
      const sorts = 'health name slowdown layer owner size files age';
      for (const sort of sorts.split(' ') as Array<TablesQuery['sort']>) {
        for (const order of ['asc', 'desc'] as const) {
          const whole = await store.list({ sort, order, limit: 500 }, context);
          expect(whole.nextCursor).toBeUndefined();
          const paged: string[] = [];
          let cursor: string | undefined;
          do {
            const page: TablesPage = await store.list(
              { sort, order, limit: 3, cursor },
              context,
            );
            expect(page.totalItems).toBe(17);
            paged.push(...page.items.map(item => item.table));
            cursor = page.nextCursor;
          } while (cursor);
          expect([sort, order, ...paged]).toEqual([
            sort,
            order,
            ...whole.items.map(item => item.table),
          ]);
        }
      }

      const first = await store.list({ sort: 'name', limit: 5 }, context);
      const [gone] = (await store.listKnown('retail')).filter(
        table => table.table === first.items[0].table,
      );
      await store.markGone([gone.id], NOW, false);
      await store.remove([gone.id], { listings: 1, goneUntil: NOW });
      await store.add('retail', [{ schema: 'A', table: 'a' }]);
      const rest = await store.list(
        { sort: 'name', cursor: first.nextCursor },
        context,
      );
      const seen = [...first.items, ...rest.items].map(item => item.table);
      expect(new Set(seen).size).toBe(17);
      const jumped = await store.list(
        { sort: 'name', cursor: first.nextCursor, offset: 2, limit: 2 },
        context,
      );
      expect(jumped.items).toEqual(rest.items.slice(2, 4));
    },
  );

  it.each(databases.eachSupportedId())(
    'refuses cursors that are none, and those of another list, on %p',
    async id => {
      const { store } = await openStore(id);
      await fillStore(store);
      const context = { lakehouses: ['retail'], nowMs: NOW };
      const { nextCursor } = await store.list({ limit: 2 }, context);
      const [version, question, since, values] = JSON.parse(
        Buffer.from(nextCursor!, 'base64url').toString(),
      );
      const forge = (parts: unknown) =>
        Buffer.from(JSON.stringify(parts)).toString('base64url');
      const hostile = [
        '',
        'x',
        '../../etc',
        nextCursor!.slice(0, -3),
        'A'.repeat(20_000),
        forge(null),
        forge({}),
        forge([version, question, since]),
        forge([2, question, since, values]),
        forge([version, 'other', since, values]),
        forge([version, question, since + 3_600_000, values]),
        forge([version, question, -1, values]),
        forge([version, question, since, values.slice(1)]),
        forge([version, question, since, [1.5, ...values.slice(1)]]),
        forge([version, question, since, [2 ** 40, ...values.slice(1)]]),
        forge([version, question, since, ['0', ...values.slice(1)]]),
        forge([version, question, since, [...values.slice(0, 5), 'a\0']]),
        forge([version, question, since, [...values.slice(0, 5), null]]),
      ];
      for (const cursor of hostile) {
        await expect(store.list({ cursor }, context)).rejects.toMatchObject({
          name: 'InputError',
        });
      }
      for (const other of [
        { sort: 'name' as const },
        { search: 'a' },
        { order: 'desc' as const },
      ]) {
        await expect(
          store.list({ ...other, cursor: nextCursor }, context),
        ).rejects.toThrow('belongs to another list');
      }
      // Text that looks like SQL is a name that sorts somewhere.
      const injected = forge([
        version,
        question,
        since,
        [...values.slice(0, 3), "'; drop table lakehouse_tables; --", '', ''],
      ]);
      await store.list({ cursor: injected }, context);
      expect(await store.listKnown('retail')).toHaveLength(5);
    },
  );
});
