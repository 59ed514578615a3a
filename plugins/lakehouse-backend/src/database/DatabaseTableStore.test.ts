import type { TestDatabaseId } from '@backstage/backend-test-utils';
import type { TablesQuery } from '@lakehouse-portal/plugin-lakehouse-common';
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
      });
      expect(await store.listGroups(['other'])).toEqual([]);
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
      await store.moveHistory(oldId, renamed.id);
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
    'hides what is gone, shows it when it is back, removes it only when it stayed away, on %p',
    async id => {
      const { knex, store } = await openStore(id);
      const tableId = await addTable(
        store,
        { schema: 'silver', table: 'orders' },
        {},
      );
      const ref = { lakehouse: 'retail', schema: 'silver', table: 'orders' };
      await store.markGone([tableId], NOW);
      expect(await store.find(ref)).toBeUndefined();
      expect(await store.listGroups(['retail'])).toEqual([]);
      await store.revive([tableId]);
      expect(await store.find(ref)).toBeDefined();
      // Back since: a scan that began before must not remove it.
      await store.remove([tableId], NOW + 1);
      expect(await store.find(ref)).toBeDefined();
      await store.markGone([tableId], NOW);
      await store.remove([tableId], NOW);
      expect(await store.listKnown('retail')).toHaveLength(1);
      await store.remove([tableId], NOW + 1);
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
