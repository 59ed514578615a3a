import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readRows } from '../testing/readRows';
import {
  columns,
  filesBelow,
  orders,
  useLakehouse,
} from '../testing/useLakehouse';

jest.setTimeout(60_000);

describe('catalog', () => {
  const the = useLakehouse();

  it('keeps namespaces of several levels, and refuses to drop one that is not empty', async () => {
    await the.lake.createNamespace('sales.eu', { owner: 'team-a' });
    expect((await the.lake.listNamespaces()).map(({ name }) => name)).toEqual([
      'sales',
      'sales.eu',
      'silver',
    ]);
    await the.lake.createTable('sales.eu.orders', { columns });
    await expect(the.lake.createNamespace('sales')).rejects.toMatchObject({
      name: 'AlreadyExistsError',
    });
    await expect(the.lake.dropNamespace('sales.eu')).rejects.toMatchObject({
      name: 'NamespaceNotEmptyError',
    });
    await expect(the.lake.dropNamespace('sales')).rejects.toMatchObject({
      name: 'NamespaceNotEmptyError',
    });
    await expect(the.lake.dropNamespace('gold')).rejects.toMatchObject({
      name: 'NoSuchNamespaceError',
    });
    await the.lake.dropTable('sales.eu.orders', { purge: true });
    await the.lake.dropNamespace('sales.eu');
    expect((await the.lake.listNamespaces()).map(({ name }) => name)).toEqual([
      'silver',
    ]);
  });

  it.each(['../up', 'a/b', '', '.hidden', 'a..b', 'x'.repeat(300)])(
    'refuses %j as a namespace',
    async namespace => {
      await expect(the.lake.createNamespace(namespace)).rejects.toMatchObject({
        name: 'ValidationError',
      });
    },
  );

  it('lists all tables with their pointers, renames, and gives a reused name a new folder', async () => {
    const first = await the.lake.createTable('silver.orders', { columns });
    await the.lake.append('silver.orders', orders(3));
    await the.lake.renameTable('silver.orders', 'silver.old_orders');
    const second = await the.lake.createTable('silver.orders', { columns });
    expect(second.metadata.location).not.toBe(first.metadata.location);
    expect(
      (await the.lake.listTables()).map(
        ({ namespace, name }) => `${namespace}.${name}`,
      ),
    ).toEqual(['silver.old_orders', 'silver.orders']);
    expect(
      await readRows(the.lake, 'silver.old_orders', { columns: 'id' }),
    ).toEqual([['0'], ['1'], ['2']]);
    await expect(
      the.lake.renameTable('silver.orders', 'silver.old_orders'),
    ).rejects.toMatchObject({ name: 'AlreadyExistsError' });
    await expect(
      the.lake.renameTable('silver.orders', 'gold.orders'),
    ).rejects.toMatchObject({ name: 'NoSuchNamespaceError' });
    await expect(the.lake.loadTable('silver.nope')).rejects.toMatchObject({
      name: 'NoSuchTableError',
      message: expect.stringContaining('silver.nope'),
    });
  });

  it('drops with or without the files', async () => {
    const { metadata, metadataLocation } = await the.lake.createTable(
      'silver.orders',
      { columns },
    );
    await the.lake.append('silver.orders', orders(3));
    const { metadataLocation: newest } = await the.lake.loadTable(
      'silver.orders',
    );
    await the.lake.dropTable('silver.orders');
    await the.lake.registerTable('silver.again', newest);
    expect(
      await readRows(the.lake, 'silver.again', { columns: 'count(*)' }),
    ).toEqual([['3']]);
    await the.lake.dropTable('silver.again', { purge: true });
    expect(existsSync(metadata.location.slice('file://'.length))).toBe(false);
    await expect(
      the.lake.registerTable('silver.again', metadataLocation),
    ).rejects.toMatchObject({ name: 'DamagedTableError' });
  });

  it.each([
    ['no columns', { columns: [] }],
    ['an unknown type', { columns: [{ name: 'a', type: 'varchar' }] }],
    [
      'a type that cannot be written',
      { columns: [{ name: 'a', type: 'fixed[4]' }] },
    ],
    [
      'a name twice',
      {
        columns: [
          { name: 'a', type: 'int' },
          { name: 'A', type: 'int' },
        ],
      },
    ],
    ['a reserved name', { columns: [{ name: '_file', type: 'int' }] }],
    [
      'an unknown partition column',
      { columns, partitionBy: [{ column: 'x' }] },
    ],
    [
      'a transform that does not fit',
      { columns, partitionBy: [{ column: 'name', transform: 'day' }] },
    ],
    ['an unknown format version', { columns, formatVersion: 4 as 3 }],
    ['an optional identifier', { columns, identifierColumns: ['name'] }],
  ])(
    'refuses a table with %s, and leaves nothing behind',
    async (_what, options) => {
      await expect(
        the.lake.createTable('silver.bad', options),
      ).rejects.toMatchObject({ name: 'ValidationError' });
      expect(filesBelow(join(the.lake.directory, 'warehouse'))).toEqual([]);
      expect(await the.lake.tableExists('silver.bad')).toBe(false);
    },
  );
});
