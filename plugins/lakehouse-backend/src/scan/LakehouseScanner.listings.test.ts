import { readTableMetadata } from '@lakehouse-portal/table-metadata';
import { ORDERS, shopScanner } from './__testUtils__/shopScanner';

jest.setTimeout(60_000);

/** So that a minute later it is still the same day. */
function noonOfNextDay(ms: number): number {
  const day = 24 * 3_600_000;
  return (Math.floor(ms / day) + 1.5) * day;
}

/** `orders` and `customers` by the names of one another. */
function swapped<T extends { name: string }>(pointers: T[]): T[] {
  const names: Record<string, string> = {
    orders: 'customers',
    customers: 'orders',
  };
  return pointers.map(pointer => ({ ...pointer, name: names[pointer.name] }));
}

describe('LakehouseScanner', () => {
  const shop = shopScanner();

  it.each(shop.databases.eachSupportedId())(
    'leaves the tables of a schema that the catalog refuses as they were, however long, says which it is, and reads the others, on %p',
    async id => {
      const { connector, scan, names, find, clock, schemas } = await shop.setUp(
        id,
      );
      const all = await shop.lakehouse.listTables();
      const payroll = {
        ...all.find(({ name }) => name === 'customers')!,
        namespace: 'finance.payroll',
      };
      connector.namespaces.push({
        namespace: 'finance.payroll',
        properties: {},
      });
      connector.pages = [[...all, payroll]];
      expect(await scan()).toMatchObject({ status: 'ok', tablesTotal: 3 });

      connector.namespaces.pop();
      connector.pages = [all];
      connector.refused = [
        { namespace: 'finance', message: 'Not for this role' },
      ];
      for (let round = 0; round < 5; round++) {
        clock.now += 3_600_000;
        expect(await scan()).toMatchObject({
          status: 'partial',
          tablesTotal: 3,
          tablesMissing: 0,
          consecutiveErrors: 0,
          error: expect.stringMatching(
            /refuses to list the schema "finance", whose tables are shown as they were last seen. It said: Not for this role/,
          ),
        });
      }
      expect(await names()).toContain('customers');
      const kept = await find({
        ...ORDERS,
        schema: 'finance.payroll',
        table: 'customers',
      });
      expect(kept?.missingSince).toBeUndefined();
      expect(kept?.scanError).toBeUndefined();
      expect((await schemas.list('shop')).map(({ name }) => name)).toContain(
        'finance.payroll',
      );
    },
  );

  it.each(shop.databases.eachSupportedId())(
    'loses nothing when the catalog fails half-way, and removes a table only when it stayed away, on %p',
    async id => {
      const { connector, events, scan, names, find, clock } = await shop.setUp(
        id,
      );
      await scan();
      const all = await shop.lakehouse.listTables();
      connector.pages = [
        all.slice(0, 1),
        new Error('the catalog does not answer'),
      ];
      expect(await scan()).toMatchObject({
        status: 'failed',
        error: expect.stringContaining('does not answer'),
        tablesTotal: 2,
        tablesMissing: 0,
        consecutiveErrors: 1,
      });
      expect(await names()).toEqual(['customers', 'orders']);

      const customers = { ...ORDERS, table: 'customers' };
      const without = [all.filter(({ name }) => name === 'orders')];
      connector.pages = without;
      for (let round = 0; round < 3; round++) {
        clock.now += 1;
        expect(await scan()).toMatchObject({ status: 'ok', tablesMissing: 1 });
      }
      // Three listings, but not an hour.
      expect(await names()).toEqual(['customers', 'orders']);
      expect(await find(customers)).toMatchObject({
        missingSince: new Date(clock.now - 2).toISOString(),
        records: 1,
      });

      connector.pages = [all];
      await scan();
      expect((await find(customers))?.missingSince).toBeUndefined();

      connector.pages = without;
      await scan();
      clock.now += 3_600_000;
      expect(events).toHaveLength(1);
      expect(await scan()).toMatchObject({ status: 'ok', tablesMissing: 0 });
      expect(await names()).toEqual(['orders']);
      expect(events.at(-1)?.tables).toEqual([
        { schema: 'silver', table: 'customers', change: 'removed' },
      ]);
    },
  );

  it.each(shop.databases.eachSupportedId())(
    'history and entity of a table go on when it is renamed, in the scan that finds it, on %p',
    async id => {
      const { connector, scan, tables, events, names, clock } =
        await shop.setUp(id);
      await scan();
      clock.now += 24 * 3_600_000;
      const pointers = await shop.lakehouse.listTables();
      connector.pages = [
        pointers.map(pointer =>
          pointer.name === 'orders'
            ? { ...pointer, name: 'orders_v2' }
            : pointer,
        ),
      ];
      expect(await scan()).toMatchObject({ tablesMissing: 0, tablesTotal: 2 });
      const found = await tables.find({ ...ORDERS, table: 'orders_v2' });
      expect(await tables.listHistory(found!.id)).toHaveLength(2);
      expect(found?.summary.entityRef).toBe(
        'resource:default/shop.silver.orders',
      );
      expect(await names()).toEqual(['customers', 'orders_v2']);
      expect(events[1].tables).toEqual(
        expect.arrayContaining([
          { schema: 'silver', table: 'orders', change: 'removed' },
          { schema: 'silver', table: 'orders_v2', change: 'added' },
        ]),
      );
    },
  );

  it.each(shop.databases.eachSupportedId())(
    'bug: history and entity of a table go on when it is renamed to a name whose table was missing already, on %p',
    async id => {
      const { connector, scan, tables, names, find, clock, knex } =
        await shop.setUp(id);
      await scan();
      const pointers = await shop.lakehouse.listTables();
      const customers = pointers.filter(({ name }) => name === 'customers');
      const dropped = await tables.find(ORDERS);
      clock.now = noonOfNextDay(clock.now);
      connector.pages = [customers];
      await scan();

      clock.now += 60_000;
      connector.pages = [[{ ...customers[0], name: 'orders' }]];
      expect(await scan()).toMatchObject({ tablesMissing: 0, tablesTotal: 1 });
      expect(await names()).toEqual(['orders']);
      expect(await find()).toMatchObject({
        entityRef: 'resource:default/shop.silver.customers',
        missingSince: undefined,
      });
      expect((await find())?.tableUuid).not.toBe(dropped?.summary.tableUuid);
      // Its own two days, and none of the table that was called so.
      const renamed = await tables.find(ORDERS);
      expect(await tables.listHistory(renamed!.id)).toHaveLength(2);
      expect(
        await knex('lakehouse_health_history').distinct('table_id'),
      ).toHaveLength(1);
    },
  );

  it.each(shop.databases.eachSupportedId())(
    'bug: history and entities of tables that swap their names go with them, on %p',
    async id => {
      const { connector, scan, tables, events, find, clock } = await shop.setUp(
        id,
      );
      await scan();
      const before = await find();
      const pointers = await shop.lakehouse.listTables();
      clock.now = noonOfNextDay(clock.now);
      connector.pages = [swapped(pointers)];
      expect(await scan()).toMatchObject({
        ...{ status: 'ok', tablesMissing: 0, tablesTotal: 2, tablesFailed: 0 },
      });
      const orders = await tables.find({ ...ORDERS, table: 'customers' });
      expect(orders?.summary).toMatchObject({
        entityRef: before?.entityRef,
        tableUuid: before?.tableUuid,
        records: before?.records,
        scanError: undefined,
      });
      expect(await tables.listHistory(orders!.id)).toHaveLength(2);
      expect(await find()).toMatchObject({
        entityRef: 'resource:default/shop.silver.customers',
        records: 1,
      });
      expect(events.at(-1)?.tables).toHaveLength(2);
      expect(events.at(-1)?.tables).toEqual(
        expect.arrayContaining([
          { schema: 'silver', table: 'orders', change: 'changed' },
          { schema: 'silver', table: 'customers', change: 'changed' },
        ]),
      );

      // And back: the names are their own again.
      clock.now += 60_000;
      connector.pages = [pointers];
      await scan();
      const again = await tables.find(ORDERS);
      expect(again?.summary).toMatchObject({
        entityRef: before?.entityRef,
        tableUuid: before?.tableUuid,
        records: before?.records,
      });
      expect(await tables.listHistory(again!.id)).toHaveLength(2);
    },
  );

  it('bug: tables that swap their names keep their entities also where a catalog tells no versions and only one of both is due', async () => {
    const { connector, scan, tables, find, clock } = await shop.setUp(
      'SQLITE_3',
    );
    let pointers = await shop.lakehouse.listTables();
    // As a REST catalog lists tables: by name alone.
    connector.pages = [
      pointers.map(({ namespace, name }) => ({ namespace, name })),
    ];
    const read: string[] = [];
    connector.readTable = async ({ name }) => {
      read.push(name);
      const pointer = pointers.find(table => table.name === name);
      return {
        metadata: await readTableMetadata(
          connector.fileIO,
          pointer!.metadataLocation!,
        ),
      };
    };
    await scan();
    const before = await find();
    const customers = { ...ORDERS, table: 'customers' };

    pointers = swapped(pointers);
    clock.now += 600_000;
    const { id } = (await tables.find(customers))!;
    await tables.touch([id], { scannedAt: clock.now });
    read.length = 0;
    expect(await scan()).toMatchObject({ status: 'ok', tablesFailed: 0 });
    expect(read[0]).toBe('orders');
    expect(await find(customers)).toMatchObject({
      entityRef: before?.entityRef,
      tableUuid: before?.tableUuid,
      records: before?.records,
    });
    expect((await find())?.entityRef).toBe(
      'resource:default/shop.silver.customers',
    );
    // What is the same again is not read again.
    read.length = 0;
    expect(await scan()).toMatchObject({ tablesUnchanged: 0, tablesTotal: 2 });
    expect(read).toEqual([]);
  });

  it.each(shop.databases.eachSupportedId())(
    'a table that takes the place of one that is kept by a new name goes on with the entity of its name, on %p',
    async id => {
      const { connector, scan, find, clock } = await shop.setUp(id);
      await scan();
      const pointers = await shop.lakehouse.listTables();
      const [customers, orders] = ['customers', 'orders'].map(
        wanted => pointers.find(({ name }) => name === wanted)!,
      );
      clock.now += 60_000;
      connector.pages = [
        [
          { ...customers, name: 'orders' },
          { ...orders, name: 'orders_old' },
        ],
      ];
      expect(await scan()).toMatchObject({ status: 'ok', tablesMissing: 1 });
      expect(await find()).toMatchObject({
        ...{ entityRef: 'resource:default/shop.silver.orders', records: 1 },
      });
      expect((await find({ ...ORDERS, table: 'orders_old' }))?.entityRef).toBe(
        'resource:default/shop.silver.orders_old',
      );
    },
  );

  it.each(shop.databases.eachSupportedId())(
    'does not believe a listing that lost more than half of the tables, until somebody accepts it, on %p',
    async id => {
      const { connector, scan, names, clock, schemas } = await shop.setUp(id);
      const many = Array.from({ length: 30 }, (_, index) => ({
        namespace: 'silver',
        name: `t${index}`,
        kind: 'view' as const,
      }));
      connector.pages = [many];
      await scan();
      connector.pages = [many.slice(0, 20)];
      expect(await scan()).toMatchObject({ status: 'ok', tablesMissing: 10 });
      // Ten more: together with those that are missing already, more than half.
      connector.pages = [many.slice(0, 10)];
      connector.namespaces = [];
      const refused = await scan();
      expect(refused).toMatchObject({
        status: 'failed',
        error: expect.stringContaining('20 of the 30 known ones'),
        refusedListing: { known: 30, listed: 10, lost: 20 },
        consecutiveErrors: 1,
        tablesMissing: 10,
        lastSuccessAt: expect.any(String),
      });
      expect(refused?.error).toContain('acceptLoss');
      expect(await schemas.list('shop')).toHaveLength(1);
      clock.now += 2 * 3_600_000;
      await scan();
      expect(await names()).toHaveLength(30);

      expect(await scan({ acceptLoss: true, whenBusy: 'after' })).toMatchObject(
        {
          status: 'ok',
          refusedListing: undefined,
          consecutiveErrors: 0,
          error: undefined,
        },
      );
      // Accepted for good, but given the time that all are given.
      expect(await names()).toHaveLength(20);
      expect(await schemas.list('shop')).toHaveLength(1);
      clock.now += 2 * 3_600_000;
      expect(await scan()).toMatchObject({ status: 'ok', tablesMissing: 0 });
      expect(await names()).toHaveLength(10);

      connector.pages = [[]];
      expect(await scan()).toMatchObject({ status: 'ok', tablesMissing: 10 });
    },
  );

  it.each(shop.databases.eachSupportedId())(
    'bug: leaves out namespaces whose names no database keeps, and scans the others, %p',
    async id => {
      const { connector, scan, schemas, find } = await shop.setUp(id);
      const known = connector.namespaces.map(({ namespace }) => namespace);
      connector.namespaces.push(
        ...['a\0b', 'x'.repeat(100_000), '\ud800'].map(namespace => ({
          namespace,
          properties: { owner: 'a:\0', comment: '\0' },
        })),
      );
      connector.pages.push([{ namespace: 'a\0b', name: 't' }]);
      expect(await scan()).toMatchObject({
        status: 'partial',
        tablesFailed: 1,
        tablesTotal: 3,
      });
      expect((await schemas.list('shop')).map(({ name }) => name)).toEqual(
        known.sort(),
      );
      expect(await find()).toMatchObject({ dataFiles: 4 });
    },
  );
});
