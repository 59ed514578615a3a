import {
  healthWith,
  metadataWith,
  NOW,
  readingWith,
} from '../__testUtils__/builders';
import { addTable } from './__testUtils__/addTable';
import { tableStores } from './__testUtils__/tableStores';

jest.setTimeout(60_000);

const DAY = 24 * 60 * 60 * 1000;

describe('DatabaseTableStore', () => {
  const { databases, openStore } = tableStores();

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
    'tables that exchange their names in a circle keep their entities, also when two replicas find it at once, and not when one is another table by now, on %p',
    async id => {
      const { knex, store } = await openStore(id);
      const ids = new Map<string, number>();
      for (const table of ['a', 'b', 'c']) {
        const tableId = await addTable(store, { schema: 'silver', table }, {});
        await store.saveReading(
          tableId,
          readingWith({
            metadata: metadataWith({ tableUuid: `uuid-${table}` }),
          }),
        );
        ids.set(table, tableId);
      }
      const named = (
        was: string,
        table: string,
        tableUuid = `uuid-${was}`,
      ) => ({
        ...{ id: ids.get(was)!, tableUuid, schema: 'silver', table },
      });
      const entities = async () =>
        Object.fromEntries(
          await Promise.all(
            ['a', 'b', 'c'].map(async table => [
              table,
              (
                await store.find({
                  lakehouse: 'retail',
                  schema: 'silver',
                  table,
                })
              )?.summary.entityRef
                .split('.')
                .at(-1),
            ]),
          ),
        );
      const before = { a: 'a', b: 'b', c: 'c' };
      for (const refused of [
        [named('a', 'b'), named('b', 'a', 'uuid-new')],
        [named('a', 'b'), named('b', 'c')],
        [named('a', 'b'), named('b', 'b')],
      ]) {
        expect(await store.exchangeNames(refused)).toBe(false);
        expect(await entities()).toEqual(before);
      }
      const circle = [named('a', 'b'), named('b', 'c'), named('c', 'a')];
      expect(
        await Promise.all([
          store.exchangeNames(circle),
          store.exchangeNames([...circle].reverse()),
        ]),
      ).toEqual(expect.arrayContaining([true]));
      expect(await entities()).toEqual({ a: 'c', b: 'a', c: 'b' });
      expect(
        (await store.listKnown('retail')).map(table => table.readVersion),
      ).toEqual([undefined, undefined, undefined]);
      await store.exchangeNames([
        ...[named('a', 'a'), named('b', 'b'), named('c', 'c')],
      ]);
      expect(await entities()).toEqual(before);
      expect(
        await knex('lakehouse_tables').whereNotNull('entity_name'),
      ).toEqual([]);
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
