import type { TestDatabaseId } from '@backstage/backend-test-utils';
import {
  combineIdentities,
  tableNameParameter,
  type TablesPage,
  type TablesQuery,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type { TableHealth } from '@lakehouse-portal/table-health';
import {
  healthWith,
  metadataWith,
  NOW,
  readingWith,
} from '../__testUtils__/builders';
import { createTestDatabases } from '../__testUtils__/createTestDatabases';
import { DatabaseTableStore } from './DatabaseTableStore';
import { migrationsDirectory } from './openDatabase';
import { addRollUps } from './tableGroups';

jest.setTimeout(60_000);

const DAY = 24 * 60 * 60 * 1000;

describe('DatabaseTableStore', () => {
  const databases = createTestDatabases();

  async function openStore(id: TestDatabaseId) {
    const knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory() });
    return { knex, store: DatabaseTableStore.create({ knex }) };
  }

  async function addTable(
    store: DatabaseTableStore,
    name: { schema: string; table: string },
    over: {
      health?: Partial<TableHealth>;
      owner?: string;
      layer?: string;
      description?: string;
      sizeBytes?: bigint;
      incomplete?: boolean;
      commitAgeMs?: number;
    },
  ) {
    const [{ id }] = await store.add('retail', [name]);
    const snapshots =
      over.commitAgeMs === undefined
        ? []
        : [
            {
              snapshotId: '9007199254740993',
              timestampMs: NOW - over.commitAgeMs,
              summary: {},
            },
          ];
    const statistics =
      over.sizeBytes === undefined
        ? undefined
        : ({
            dataBytes: over.sizeBytes,
            incomplete: over.incomplete ?? false,
            dataFiles: 3,
            dataRecords: 2n ** 60n,
            positionDeleteBytes: 10n,
            equalityDeleteBytes: 0n,
            deletionVectorBytes: 0n,
          } as never);
    await store.saveReading(
      id,
      readingWith({
        metadata: metadataWith({
          snapshots,
          currentSnapshotId: snapshots[0]?.snapshotId,
        }),
        statistics,
        traits: {
          owner: over.owner,
          layer: over.layer,
          description: over.description,
          identityKey: 'k',
        },
        health: healthWith(over.health),
      }),
    );
    return id;
  }

  async function fill(store: DatabaseTableStore) {
    await addTable(
      store,
      { schema: 'silver', table: 'orders' },
      {
        health: { severity: 'critical', score: 44, slowdown: 3.2 },
        owner: 'group:default/orders',
        layer: 'silver',
        description: 'One row per order',
        sizeBytes: 500n,
        commitAgeMs: 1000,
      },
    );
    await addTable(
      store,
      { schema: 'bronze', table: 'clicks_100%' },
      {
        health: { severity: 'critical', score: 31, slowdown: 3.7 },
        owner: 'group:default/web',
        layer: 'bronze',
        sizeBytes: 90_000n,
        commitAgeMs: 3 * DAY,
      },
    );
    await addTable(
      store,
      { schema: 'gold', table: 'revenue' },
      {
        health: { severity: 'at-risk', score: 60, slowdown: 1.2 },
        layer: 'gold',
        sizeBytes: 20n,
        commitAgeMs: 9 * DAY,
      },
    );
    await addTable(
      store,
      { schema: 'gold', table: 'regions' },
      {
        health: { severity: 'healthy', score: 99 },
        owner: 'group:default/web',
      },
    );
    await store.add('retail', [{ schema: 'bronze', table: 'never_read' }]);
  }

  it.each(databases.eachSupportedId())(
    'sorts, filters and pages on %p',
    async id => {
      const { store } = await openStore(id);
      await fill(store);
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
    'the size of a table of which a part could not be read is unknown, not what is left of it, on %p',
    async id => {
      const { store } = await openStore(id);
      const name = { schema: 'silver', table: 'damaged' };
      await addTable(store, name, {
        sizeBytes: 0n,
        incomplete: true,
        commitAgeMs: 1,
      });
      const found = await store.find({ lakehouse: 'retail', ...name });
      expect(found?.summary).toMatchObject({
        sizeBytes: undefined,
        dataFiles: undefined,
        records: undefined,
        lastCommitAt: expect.any(String),
      });
    },
  );

  it.each(databases.eachSupportedId())(
    'a table whose last commit is at a time that no calendar has does not end the list of all, on %p',
    async id => {
      const { store } = await openStore(id);
      await addTable(
        store,
        { schema: 'silver', table: 'future' },
        { commitAgeMs: NOW - Number.MAX_SAFE_INTEGER },
      );
      const { items } = await store.list(
        {},
        { lakehouses: ['retail'], nowMs: NOW },
      );
      expect(items).toMatchObject([
        { lastCommitAt: '9999-12-31T23:59:59.999Z' },
      ]);
    },
  );

  it.each(databases.eachSupportedId())(
    'adds up by schema, owner and layer on %p',
    async id => {
      const { store } = await openStore(id);
      await fill(store);
      const groups = await store.listGroups(['retail']);
      expect(
        groups.map(group => [
          group.schema,
          group.owner,
          group.layer,
          group.rollUp.tables,
        ]),
      ).toEqual(
        expect.arrayContaining([
          ['bronze', undefined, undefined, 1],
          ['bronze', 'group:default/web', 'bronze', 1],
          ['silver', 'group:default/orders', 'silver', 1],
        ]),
      );
      expect(addRollUps(groups)).toEqual({
        tables: 5,
        healthy: 1,
        atRisk: 1,
        critical: 2,
        unknown: 1,
        slow: 2,
        sizeBytes: 90_550,
        dataFiles: 9,
        reclaimableUnknown: 5,
      });
      expect(await store.listGroups(['other'])).toEqual([]);
    },
  );

  it.each(databases.eachSupportedId())(
    'pages by cursor in every order, each row once, also while rows come and go, on %p',
    async id => {
      const { store } = await openStore(id);
      await fill(store);
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
      await fill(store);
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

  it.each(databases.eachSupportedId())(
    'finds tables by name, and sums up what their entities show, on %p',
    async id => {
      const { store } = await openStore(id);
      await fill(store);
      const context = { lakehouses: ['retail'], nowMs: NOW };
      const named = await store.list(
        {
          lakehouse: 'retail',
          sort: 'name',
          name: [
            { schema: 'bronze', table: 'clicks_100%' },
            { schema: 'gold', table: 'revenue' },
            { schema: 'gold', table: 'not there' },
          ].map(tableNameParameter),
        },
        context,
      );
      expect(named.items.map(item => item.table)).toEqual([
        'clicks_100%',
        'revenue',
      ]);
      for (const name of ['a', 'a/b/c', '%/b', 'a/%00']) {
        await expect(
          store.list({ lakehouse: 'retail', name: [name] }, context),
        ).rejects.toMatchObject({ name: 'InputError' });
      }
      await expect(
        store.list({ name: ['a/b'] }, context),
      ).rejects.toMatchObject({ name: 'InputError' });

      const sum = () => store.combinedIdentity('retail');
      const all = await store.list({ limit: 500 }, context);
      const before = await sum();
      expect(before).toBe(
        combineIdentities(all.items.map(item => item.identity)),
      );
      const [{ id: tableId }] = await store.listKnown('retail');
      const traits = { layer: 'silver', identityKey: 'k' };
      await store.saveVerdict(tableId, { ...readingWith(), traits });
      const after = await sum();
      expect(after).not.toBe(before);
      // A worse verdict is nothing that an entity shows.
      await store.saveVerdict(tableId, {
        ...readingWith({ health: healthWith({ score: 3 }) }),
        traits,
      });
      expect(await sum()).toBe(after);
      expect(await store.combinedIdentity('other')).toBe('0'.repeat(16));
    },
  );

  it.each(databases.eachSupportedId())(
    'what is not read is listed last, without health, and counted apart, on %p',
    async id => {
      const { store } = await openStore(id);
      await fill(store);
      const [known] = await store.add('retail', [
        { schema: 'gold', table: 'revenue_view' },
      ]);
      await store.saveReading(known.id, readingWith());
      await store.saveListing(known.id, {
        kind: 'view',
        format: 'iceberg',
        unreadable: 'A view: it has no files of its own',
        traits: { layer: 'gold', identityKey: 'v' },
        scannedAt: NOW,
      });
      const context = { lakehouses: ['retail'], nowMs: NOW };
      const { items } = await store.list({}, context);
      expect(items.at(-1)).toMatchObject({
        table: 'revenue_view',
        kind: 'view',
        severity: 'unknown',
        unreadable: expect.stringContaining('A view'),
        score: undefined,
        sizeBytes: undefined,
        scanError: undefined,
      });
      expect(await store.readDocuments(known.id)).toBeUndefined();
      const unknown = await store.list({ severity: ['unknown'] }, context);
      expect(unknown.items.map(item => item.table)).toEqual(['never_read']);
      expect(addRollUps(await store.listGroups(['retail']))).toMatchObject({
        tables: 5,
        unknown: 1,
        others: 1,
      });
      // It became a table that can't be read: then that is its state.
      await store.saveFailure(known.id, 'gone');
      expect((await store.list({}, context)).items[3]).toMatchObject({
        table: 'revenue_view',
        unreadable: undefined,
        scanError: 'gone',
      });
      await store.saveReading(known.id, readingWith());
      expect(
        (await store.list({ search: 'revenue_view' }, context)).items[0],
      ).toMatchObject({ kind: 'table', severity: 'healthy' });
    },
  );

  it.each(databases.eachSupportedId())(
    'the entity of a renamed table keeps its name, and another table by the old name gets one of its own, on %p',
    async id => {
      const { store } = await openStore(id);
      const ref = (table: string) => ({
        lakehouse: 'retail',
        schema: 'silver',
        table,
      });
      const refOf = async (table: string) =>
        (await store.find(ref(table)))?.summary.entityRef;
      const oldId = await addTable(store, ref('orders'), {});
      const [renamed] = await store.add('retail', [ref('orders_v2')]);
      await store.markGone([oldId], NOW, false);
      expect(await store.rename(oldId, renamed.id)).toBe(true);
      expect(await refOf('orders')).toBeUndefined();
      expect(await refOf('orders_v2')).toBe(
        'resource:default/retail.silver.orders',
      );

      const [again] = await store.add('retail', [ref('orders')]);
      expect(await refOf('orders')).toMatch(
        /^resource:default\/retail\.silver\.orders-[0-9a-f]{16}$/,
      );
      // And back: the name is its own again.
      await store.markGone([again.id, renamed.id], NOW, false);
      await store.remove([again.id], { listings: 1, goneUntil: NOW });
      const [back] = await store.add('retail', [ref('orders')]);
      expect(await store.rename(renamed.id, back.id)).toBe(true);
      expect(await refOf('orders')).toBe(
        'resource:default/retail.silver.orders',
      );
    },
  );

  it.each(databases.eachSupportedId())(
    'keeps documents without rounding, and the last good answer after a failure, on %p',
    async id => {
      const { store } = await openStore(id);
      const tableId = await addTable(
        store,
        { schema: 'silver', table: 'orders' },
        { sizeBytes: 2n ** 62n, commitAgeMs: 0 },
      );
      await store.saveFailure(tableId, 'MissingFileError: gone');
      const found = await store.find({
        lakehouse: 'retail',
        schema: 'silver',
        table: 'orders',
      });
      expect(found?.summary).toMatchObject({
        score: 96,
        scanError: 'MissingFileError: gone',
      });
      const documents = await store.readDocuments(tableId);
      expect(documents?.statistics?.dataBytes).toBe(2n ** 62n);
      expect(documents?.metadata.currentSnapshotId).toBe('9007199254740993');

      await store.saveReading(tableId, readingWith());
      expect(
        (
          await store.find({
            lakehouse: 'retail',
            schema: 'silver',
            table: 'orders',
          })
        )?.summary.scanError,
      ).toBeUndefined();
    },
  );

  it.each(databases.eachSupportedId())(
    'keeps hostile text without its zero bytes on %p',
    async id => {
      const { store } = await openStore(id);
      const ref = { lakehouse: 'retail', schema: 'silver', table: 'orders' };
      const [{ id: tableId }] = await store.add('retail', [ref]);
      await store.saveReading(
        tableId,
        readingWith({
          metadata: metadataWith({ tableUuid: 'a\0b' }),
          traits: { layer: 'x\0', description: 'hello\0', identityKey: 'k' },
        }),
      );
      await store.saveFailure(tableId, 'zero\0 byte');
      expect((await store.find(ref))?.summary).toMatchObject({
        tableUuid: 'ab',
        layer: 'x',
        description: 'hello',
        scanError: 'zero byte',
      });
    },
  );

  it.each(databases.eachSupportedId())(
    'keeps one verdict a day, moves it with a renamed table, and prunes on %p',
    async id => {
      const { store } = await openStore(id);
      const oldId = await addTable(
        store,
        { schema: 'silver', table: 'orders' },
        {},
      );
      for (const [days, score] of [
        [2, 50],
        [1, 60],
        [0, 70],
        [0, 80],
      ]) {
        const judgedAt = NOW - days * DAY;
        await store.saveVerdict(oldId, {
          ...readingWith(),
          health: healthWith({ score }),
          judgedAt,
        });
      }
      expect(
        (await store.listHistory(oldId)).map(point => point.score),
      ).toEqual([50, 60, 80]);

      const [renamed] = await store.add('retail', [
        { schema: 'silver', table: 'orders_v2' },
      ]);
      await store.saveReading(
        renamed.id,
        readingWith({ health: healthWith({ score: 90 }) }),
      );
      expect(await store.rename(oldId, renamed.id)).toBe(false);
      await store.markGone([oldId], NOW, false);
      expect(await store.rename(oldId, renamed.id)).toBe(true);
      expect(
        (await store.listHistory(renamed.id)).map(point => point.score),
      ).toEqual([50, 60, 90]);

      await store.pruneHistory('2026-11-23');
      expect(
        (await store.listHistory(renamed.id)).map(point => point.score),
      ).toEqual([60, 90]);
    },
  );

  it.each(databases.eachSupportedId())(
    'shows what is missing as missing, and removes it only when it stayed away for long enough, on %p',
    async id => {
      const { knex, store } = await openStore(id);
      const tableId = await addTable(
        store,
        { schema: 'silver', table: 'orders' },
        {},
      );
      const ref = { lakehouse: 'retail', schema: 'silver', table: 'orders' };
      const limits = { listings: 2, goneUntil: NOW };
      const find = async () => (await store.find(ref))?.summary;
      await store.markGone([tableId], NOW - 1, false);
      expect(await find()).toMatchObject({
        missingSince: new Date(NOW - 1).toISOString(),
        score: 96,
      });
      expect(await store.listGroups(['retail'])).toHaveLength(1);
      // One listing is not two.
      expect(await store.remove([tableId], limits)).toEqual([]);
      await store.revive([tableId]);
      expect((await find())?.missingSince).toBeUndefined();
      // Back since: a scan that began before must not remove it, and it begins from the start when it is missing again.
      expect(await store.remove([tableId], limits)).toEqual([]);
      await store.markGone([tableId], NOW + 5, false);
      await store.markGone([tableId], NOW + 6, true);
      expect(await store.remove([tableId], limits)).toEqual([]);
      expect(await store.listKnown('retail')).toMatchObject([
        { goneAt: NOW + 5, missedListings: 2, goneAccepted: true },
      ]);
      expect(
        await store.remove([tableId], { listings: 2, goneUntil: NOW + 5 }),
      ).toEqual([tableId]);
      expect(await store.listKnown('retail')).toEqual([]);
      expect(await knex('lakehouse_table_documents')).toEqual([]);
      expect(await knex('lakehouse_health_history')).toEqual([]);
      // A late answer of a reader about a removed table is no error.
      await store.saveReading(tableId, readingWith());
    },
  );

  it.each(databases.eachSupportedId())(
    'survives two replicas that add the same tables at once on %p',
    async id => {
      const { store } = await openStore(id);
      const tables = Array.from({ length: 250 }, (_, index) => ({
        schema: 'bronze',
        table: `t${index}`,
      }));
      const [one, two] = await Promise.all([
        store.add('retail', tables),
        store.add('retail', [...tables].reverse()),
      ]);
      expect(one).toHaveLength(250);
      expect(new Set(one.map(table => table.id))).toEqual(
        new Set(two.map(table => table.id)),
      );
      expect(await store.listKnown('retail')).toHaveLength(250);
    },
  );
});
