import { ConfigReader } from '@backstage/config';
import { readTableMetadata } from '@lakehouse-portal/table-metadata';
import { readConnection } from '../config';
import { ORDERS, shopScanner } from './__testUtils__/shopScanner';

jest.setTimeout(60_000);

describe('LakehouseScanner', () => {
  const shop = shopScanner();

  it.each(shop.databases.eachSupportedId())(
    'reads tables, judges them, and does not read them again while they are unchanged, on %p',
    async id => {
      const { connector, events, clock, tables, schemas, scan, find } =
        await shop.setUp(id);
      expect(await scan()).toMatchObject({
        status: 'ok',
        tablesTotal: 2,
        tablesFailed: 0,
        lastSuccessAt: expect.any(String),
      });
      expect(await find()).toMatchObject({
        owner: 'group:default/orders',
        layer: 'silver',
        description: 'One row per order',
        formatVersion: 2,
        records: 20,
        dataFiles: 4,
        snapshots: 1,
        scanError: undefined,
        score: expect.any(Number),
        scoreHistory: [expect.objectContaining({ score: expect.any(Number) })],
      });
      expect(await find({ ...ORDERS, table: 'customers' })).toMatchObject({
        owner: 'group:default/data-platform',
      });
      expect(await schemas.list('shop')).toMatchObject([
        {
          name: 'silver',
          layer: 'silver',
          owner: 'group:default/data-platform',
        },
      ]);
      expect(events).toEqual([
        {
          lakehouse: 'shop',
          change: 'scanned',
          tables: expect.arrayContaining([
            { schema: 'silver', table: 'orders', change: 'added' },
          ]),
        },
      ]);

      const reads = connector.fileIO.readCount;
      expect(reads).toBeGreaterThan(0);
      clock.now += 60_000;
      await scan();
      expect(connector.fileIO.readCount).toBe(reads);
      expect(events).toHaveLength(1);

      // Ages are judged anew without reading: after a long silence, the verdict is of now.
      clock.now += 40 * 24 * 3_600_000;
      await scan();
      expect(connector.fileIO.readCount).toBe(reads);
      const known = await tables.listKnown('shop');
      expect(known.every(table => table.judgedAt === clock.now)).toBe(true);
      expect(events).toHaveLength(1);
    },
  );

  it.each(shop.databases.eachSupportedId())(
    'reads only the table that changed, and tells what changed, on %p',
    async id => {
      const { connector, events, scan, find } = await shop.setUp(id);
      await scan();
      const before = new Map(connector.fileIO.reads);
      await shop.lakehouse.append('silver.customers', {
        rows: [{ customer_id: 2 }],
      });
      connector.pages = [await shop.lakehouse.listTables()];
      await scan();
      const read = [...connector.fileIO.reads]
        .filter(([location, count]) => before.get(location) !== count)
        .map(([location]) => location);
      expect(read.length).toBeGreaterThan(0);
      expect(read.every(location => location.includes('customers'))).toBe(true);
      expect(await find({ ...ORDERS, table: 'customers' })).toMatchObject({
        records: 2,
        snapshots: 2,
      });
      // More rows are nothing that an entity shows.
      expect(events).toHaveLength(1);
      await shop.lakehouse.setProperties('silver.customers', {
        comment: 'People',
      });
      connector.pages = [await shop.lakehouse.listTables()];
      await scan();
      expect(events[1]).toEqual({
        lakehouse: 'shop',
        change: 'scanned',
        tables: [{ schema: 'silver', table: 'customers', change: 'changed' }],
      });
    },
  );

  it.each(shop.databases.eachSupportedId())(
    'lists views and tables of other formats with what they are: no failure, no verdict, nothing read, on %p',
    async id => {
      const { connector, scan, find, events } = await shop.setUp(id, {
        rules: [{ match: '*.landing', owner: 'ingest' }],
      });
      const [one] = await shop.lakehouse.listTables();
      const other = { namespace: 'silver' };
      connector.pages = [
        [
          one,
          { ...other, name: 'open_orders', kind: 'view' },
          { ...other, name: 'landing', format: 'Delta' },
          { ...other, name: 'files', unreadable: 'No table at all' },
        ],
      ];
      expect(await scan()).toMatchObject({
        status: 'ok',
        tablesTotal: 4,
        tablesFailed: 0,
      });
      expect(await find({ ...ORDERS, table: 'open_orders' })).toMatchObject({
        kind: 'view',
        unreadable: 'A view: it has no files of its own',
        severity: 'unknown',
        scanError: undefined,
        owner: 'group:default/data-platform',
        layer: 'silver',
        scannedAt: expect.any(String),
      });
      expect(await find({ ...ORDERS, table: 'landing' })).toMatchObject({
        kind: 'table',
        format: 'delta',
        unreadable: 'A table of format delta: only Iceberg tables are read',
        owner: 'group:default/ingest',
      });
      expect(await find({ ...ORDERS, table: 'files' })).toMatchObject({
        unreadable: 'No table at all',
      });
      expect(await scan()).toMatchObject({
        status: 'ok',
        tablesUnchanged: 4,
      });
      expect(events).toHaveLength(1);
    },
  );

  it('reads as many tables of a source at the same time as it is told for this one', async () => {
    for (const concurrency of [1, 3]) {
      const { connector, scan } = await shop.setUp('SQLITE_3', {
        scan: { concurrency },
      });
      const [one] = await shop.lakehouse.listTables();
      connector.pages = [
        Array.from({ length: 9 }, (_, index) => ({
          namespace: 'silver',
          name: `t${index}`,
        })),
      ];
      let reading = 0;
      let most = 0;
      connector.readTable = async () => {
        reading += 1;
        most = Math.max(most, reading);
        await new Promise(resolve => setTimeout(resolve, 5));
        reading -= 1;
        return {
          metadata: await readTableMetadata(
            connector.fileIO,
            one.metadataLocation!,
          ),
        };
      };
      await scan();
      expect(most).toBe(concurrency);
    }
  });

  it('follows the rules of the configuration over properties, and judges again when they change', async () => {
    const { scan, find, connector } = await shop.setUp('SQLITE_3');
    await scan();
    const reads = connector.fileIO.readCount;
    const section = {
      type: 'fake',
      layers: { silver: 'refined' },
      rules: [
        { match: '*', owner: 'everybody' },
        { match: 'silver.orders', owner: 'user:default/ann', layer: 'special' },
      ],
    };
    const connection = readConnection(
      'shop',
      new ConfigReader(section),
      'lakehouse.connections.shop',
    );
    await scan({ connection });
    expect(connector.fileIO.readCount).toBe(reads);
    expect(await find()).toMatchObject({
      owner: 'user:default/ann',
      layer: 'special',
    });
    expect(await find({ ...ORDERS, table: 'customers' })).toMatchObject({
      owner: 'group:default/everybody',
      layer: 'refined',
    });
  });

  it('bug: history and entity of a table go on when somebody reads it by its new name before a scan does', async () => {
    const { replica, connection, connector, scan, find, names, events, clock } =
      await shop.setUp('SQLITE_3');
    await scan();
    const pointers = await shop.lakehouse.listTables();
    const renamed = (name: string) =>
      pointers.map(pointer =>
        pointer.name === 'orders' ? { ...pointer, name } : pointer,
      );
    connector.pages = [renamed('orders_v2')];
    const { tableScanner } = replica();
    await tableScanner.scan(connection, { ...ORDERS, table: 'orders_v2' });
    expect(await names()).toEqual(['customers', 'orders_v2']);
    expect(await find({ ...ORDERS, table: 'orders_v2' })).toMatchObject({
      entityRef: 'resource:default/shop.silver.orders',
      missingSince: undefined,
    });
    expect(events.at(-1)?.tables).toEqual([
      { schema: 'silver', table: 'orders_v2', change: 'added' },
      { schema: 'silver', table: 'orders', change: 'removed' },
    ]);

    // Of the table by its old name the catalog says nothing: the one that was asked for is read all the same.
    connector.pages = [renamed('orders_v3')];
    let listings = 0;
    connector.beforePage = async () => {
      if (++listings === 2) throw new Error('Not for this role');
    };
    await tableScanner.scan(connection, { ...ORDERS, table: 'orders_v3' });
    expect(listings).toBe(2);
    expect(await find({ ...ORDERS, table: 'orders_v3' })).toMatchObject({
      entityRef: 'resource:default/shop.silver.orders_v3',
      scanError: undefined,
      records: 20,
    });
    connector.beforePage = async () => {};

    // Registered once more by another name: the catalog still has the others.
    clock.now += 1;
    connector.pages = ['orders_v2', 'orders_v3', 'copy'].map(renamed);
    await tableScanner.scan(connection, { ...ORDERS, table: 'copy' });
    expect(await names()).toEqual([
      ...['copy', 'customers', 'orders_v2', 'orders_v3'],
    ]);
    expect((await find({ ...ORDERS, table: 'copy' }))?.entityRef).toBe(
      'resource:default/shop.silver.copy',
    );
  });

  it('bug: a single table that is read after it swapped its name with another keeps its entity, and so does the other', async () => {
    const { replica, connection, connector, scan, find, events, logger } =
      await shop.setUp('SQLITE_3');
    await scan();
    const before = await find();
    const customers = { ...ORDERS, table: 'customers' };
    const names: Record<string, string> = {
      orders: 'customers',
      customers: 'orders',
    };
    const pointers = await shop.lakehouse.listTables();
    connector.pages = [
      pointers.map(pointer => ({ ...pointer, name: names[pointer.name] })),
    ];
    const { tableScanner } = replica();
    await tableScanner.scan(connection, ORDERS);
    expect(await find()).toMatchObject({
      ...{ entityRef: 'resource:default/shop.silver.customers', records: 1 },
    });
    // Its figures are its own, and the next scan reads the rest of it.
    expect(await find(customers)).toMatchObject({
      entityRef: before?.entityRef,
      tableUuid: before?.tableUuid,
      records: before?.records,
    });
    expect(events.at(-1)?.tables).toEqual([
      { schema: 'silver', table: 'orders', change: 'changed' },
      { schema: 'silver', table: 'customers', change: 'changed' },
    ]);
    expect(await scan()).toMatchObject({
      ...{ status: 'ok', tablesUnchanged: 1, tablesMissing: 0 },
    });
    expect((await find(customers))?.entityRef).toBe(before?.entityRef);
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('reads a single table at once, whether or not a scan has seen it', async () => {
    const { replica, connection, find } = await shop.setUp('SQLITE_3');
    const { tableScanner } = replica();
    await tableScanner.scan(connection, ORDERS);
    expect(await find()).toMatchObject({
      records: 20,
      owner: 'group:default/orders',
    });
    await expect(
      tableScanner.scan(connection, { ...ORDERS, table: 'nothing' }),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
  });
});
