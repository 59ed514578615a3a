import { readRows } from '../testing/readRows';
import { columns, orders, useLakehouse } from '../testing/useLakehouse';

jest.setTimeout(60_000);

describe('evolution', () => {
  const the = useLakehouse();

  it('evolves the schema; old rows are read by field id', async () => {
    await the.lake.createTable('silver.orders', {
      columns: [
        ...columns,
        {
          name: 'address',
          type: { struct: [{ name: 'city', type: 'string' }] },
        },
        { name: 'n', type: 'int' },
      ],
    });
    await the.lake.append('silver.orders', {
      rows: [{ id: 1, name: 'x', amount: 1, address: { city: 'Bern' }, n: 7 }],
    });
    await the.lake.updateSchema('silver.orders', [
      { change: 'rename', column: 'name', newName: 'customer' },
      { change: 'drop', column: 'amount' },
      {
        change: 'add',
        column: { name: 'amount', type: 'double', doc: 'a new one' },
        position: { after: 'id' },
      },
      {
        change: 'add',
        parent: 'address',
        column: { name: 'zip', type: 'string' },
        position: { first: true },
      },
      { change: 'widen', column: 'n', type: 'long' },
      { change: 'make-optional', column: 'id' },
      { change: 'move', column: 'day', position: { first: true } },
    ]);
    const { metadata } = await the.lake.loadTable('silver.orders');
    expect(metadata.schemas).toHaveLength(2);
    expect(metadata.lastColumnId).toBe(9);
    expect(
      metadata.schemas[1].fields.map(({ name, id }) => [name, id]),
    ).toEqual([
      ['day', 4],
      ['id', 1],
      ['amount', 8],
      ['customer', 2],
      ['address', 5],
      ['n', 6],
    ]);
    await the.lake.append('silver.orders', {
      rows: [
        {
          customer: 'y',
          amount: 2.5,
          address: { zip: '3000', city: null },
          n: 2n ** 40n,
        },
      ],
    });
    expect(
      await readRows(the.lake, 'silver.orders', { orderBy: 'customer' }),
    ).toEqual([
      [null, '1', null, 'x', { zip: null, city: 'Bern' }, '7'],
      [null, null, 2.5, 'y', { zip: '3000', city: null }, '1099511627776'],
    ]);
  });

  it.each([
    [
      { change: 'add', column: { name: 'Name', type: 'int' } },
      'AlreadyExistsError',
    ],
    [
      { change: 'add', column: { name: 'x', type: 'int', required: true } },
      'ValidationError',
    ],
    [{ change: 'drop', column: 'nope' }, 'ValidationError'],
    [{ change: 'drop', column: 'day' }, 'ValidationError'],
    [{ change: 'widen', column: 'id', type: 'int' }, 'ValidationError'],
    [
      { change: 'widen', column: 'amount', type: 'decimal(12,3)' },
      'ValidationError',
    ],
    [{ change: 'rename', column: 'id', newName: 'name' }, 'AlreadyExistsError'],
    [
      { change: 'move', column: 'id', position: { after: 'nope' } },
      'ValidationError',
    ],
  ] as const)('refuses %j', async (change, name) => {
    await the.lake.createTable('silver.orders', {
      columns,
      partitionBy: [{ column: 'day' }],
    });
    await expect(
      the.lake.updateSchema('silver.orders', [change]),
    ).rejects.toMatchObject({ name });
  });

  it('evolves the partitioning, takes up earlier specs, and reads files of all of them', async () => {
    await the.lake.createTable('silver.orders', {
      columns,
      partitionBy: [{ column: 'day' }],
    });
    await the.lake.append('silver.orders', orders(6));
    await the.lake.updatePartitioning('silver.orders', [
      { change: 'add', column: 'id', transform: 'bucket[4]' },
      { change: 'remove', name: 'day' },
    ]);
    await the.lake.append('silver.orders', orders(6, 10));
    await the.lake.updatePartitioning('silver.orders', [
      { change: 'remove', name: 'id_bucket' },
      { change: 'add', column: 'day' },
    ]);
    const { metadata } = await the.lake.loadTable('silver.orders');
    expect(
      metadata.partitionSpecs.map(spec =>
        spec.fields.map(({ name, fieldId }) => [name, fieldId]),
      ),
    ).toEqual([[['day', 1000]], [['id_bucket', 1001]]]);
    expect(metadata.defaultSpecId).toBe(0);
    await the.lake.delete('silver.orders', {
      where: 'id % 2 = 0',
      mode: 'merge-on-read',
    });
    expect(await the.ids()).toEqual(['1', '3', '5', '11', '13', '15']);
    await the.lake.rewriteDataFiles('silver.orders', { rewriteAll: true });
    expect(await the.ids()).toEqual(['1', '3', '5', '11', '13', '15']);
    const after = await the.live(
      (
        await the.lake.loadTable('silver.orders')
      ).metadata,
    );
    expect(after.map(({ file }) => [file.content, file.specId])).toEqual(
      [
        ['data', 0],
        ['data', 0],
        ['data', 0],
      ].slice(0, after.length),
    );
  });

  it('sorts what it writes by the sort order, and counts its changes', async () => {
    await the.lake.createTable('silver.orders', { columns });
    await the.lake.replaceSortOrder('silver.orders', [
      { column: 'id', direction: 'desc' },
    ]);
    await the.lake.replaceSortOrder('silver.orders', []);
    await the.lake.replaceSortOrder('silver.orders', [
      { column: 'id', direction: 'desc' },
    ]);
    const { metadata } = await the.lake.append('silver.orders', orders(2000), {
      files: 4,
    });
    expect(metadata.sortOrders.map(({ orderId }) => orderId)).toEqual([0, 1]);
    const bounds = (await the.live(metadata)).map(({ file }) =>
      Number(Buffer.from(file.lowerBounds?.get(1) ?? []).readBigInt64LE()),
    );
    expect(bounds).toEqual([1500, 1000, 500, 0]);
  });

  it('sets and removes properties, and upgrades the format version', async () => {
    await the.lake.createTable('silver.orders', { columns, formatVersion: 1 });
    await the.lake.append('silver.orders', orders(3));
    await the.lake.setProperties('silver.orders', { 'a.b': '1', c: '2' });
    expect(
      await the.lake.setProperties('silver.orders', { c: '2' }),
    ).toMatchObject({ attempts: 0 });
    await the.lake.removeProperties('silver.orders', ['a.b']);
    await the.lake.upgradeFormatVersion('silver.orders', 2);
    await the.lake.delete('silver.orders', {
      where: 'id = 1',
      mode: 'merge-on-read',
    });
    await expect(
      the.lake.setProperties('silver.orders', { 'format-version': '1' }),
    ).rejects.toMatchObject({ name: 'ValidationError' });
    const { metadata } = await the.lake.upgradeFormatVersion(
      'silver.orders',
      3,
    );
    expect(metadata).toMatchObject({
      formatVersion: 3,
      properties: { c: '2' },
    });
    await the.lake.append('silver.orders', orders(1, 9));
    expect(await the.ids()).toEqual(['0', '2', '9']);
  });
});
