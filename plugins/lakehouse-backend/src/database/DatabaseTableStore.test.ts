import {
  combineIdentities,
  tableNameParameter,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { healthWith, NOW, readingWith } from '../__testUtils__/builders';
import { addTable } from './__testUtils__/addTable';
import { fillStore } from './__testUtils__/fillStore';
import { tableStores } from './__testUtils__/tableStores';
import { addRollUps } from './tableGroups';

jest.setTimeout(60_000);

describe('DatabaseTableStore', () => {
  const { databases, openStore } = tableStores();

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
      await fillStore(store);
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
    'finds tables by name, and sums up what their entities show, on %p',
    async id => {
      const { store } = await openStore(id);
      await fillStore(store);
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
      await fillStore(store);
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
});
