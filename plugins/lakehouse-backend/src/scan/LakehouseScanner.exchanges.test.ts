import { readTableMetadata } from '@lakehouse-portal/table-metadata';
import { ORDERS, shopScanner } from './__testUtils__/shopScanner';

jest.setTimeout(60_000);

/** What a catalog has by a name. */
type Entry = { uuid: string; like?: 'orders' | 'customers'; fails?: true };

const shop = shopScanner();

describe.each(shop.databases.eachSupportedId())(
  'LakehouseScanner and tables that exchange their names, on %p',
  database => {
    /** A catalog that hands tables over by name, and tells no versions: UUIDs by names. */
    async function setUp() {
      const test = await shop.setUp(database);
      const { connector, clock, tables } = test;
      const files = new Map(
        (await shop.lakehouse.listTables()).map(table => [
          table.name,
          table.metadataLocation!,
        ]),
      );
      let entries: Record<string, Entry> = {};
      const read: string[] = [];
      connector.readTable = async ({ name }) => {
        read.push(name);
        const entry = entries[name];
        if (!entry) return undefined;
        if (entry.fails) throw new Error('It is away for a moment');
        const metadata = await readTableMetadata(
          connector.fileIO,
          files.get(entry.like ?? 'orders')!,
        );
        return { metadata: { ...metadata, tableUuid: entry.uuid } };
      };
      const has = (now: Record<string, Entry | string>) => {
        clock.now += 60_000;
        entries = Object.fromEntries(
          Object.entries(now).map(([name, entry]) => [
            name,
            typeof entry === 'string' ? { uuid: entry } : entry,
          ]),
        );
        connector.pages = [
          Object.keys(entries).map(name => ({ namespace: 'silver', name })),
        ];
      };
      const scan = () => test.scan({ isAskedFor: true });
      const ref = (table: string) => ({ ...ORDERS, table });
      /** By name: UUID, and the first name, which its entity has. */
      const state = async () =>
        Object.fromEntries(
          await Promise.all(
            (
              await tables.listKnown('shop')
            ).map(async ({ table, id }) => {
              const found = await tables.find(ref(table));
              const days = (await tables.listHistory(id)).length;
              return [
                table,
                `${found?.summary.tableUuid} ${found?.summary.entityRef
                  .split('.')
                  .at(-1)} ${days}`,
              ];
            }),
          ),
        );
      /** One more day in the history of all. */
      const nextDay = async () => {
        const day = 24 * 3_600_000;
        clock.now = (Math.floor(clock.now / day) + 1.5) * day;
        await scan();
      };
      return { ...test, has, scan, state, nextDay, ref, read };
    }

    it('bug: that one of the tables that swapped their names can not be read for a moment does not cost them their histories', async () => {
      const { has, scan, state, clock } = await setUp();
      has({ orders: 'O', customers: 'C' });
      await scan();
      clock.now += 24 * 3_600_000;
      has({ orders: 'C', customers: { uuid: 'O', fails: true } });
      expect(await scan()).toMatchObject({
        status: 'partial',
        tablesFailed: 1,
      });
      has({ orders: 'C', customers: 'O' });
      await scan();
      expect(await state()).toEqual({
        orders: 'C customers 2',
        customers: 'O orders 2',
      });
    });

    it('a table that took the name of one that can not be read is shown all the same, from the second scan on', async () => {
      const { has, scan, state } = await setUp();
      has({ orders: 'O', customers: 'C' });
      await scan();
      for (let round = 0; round < 2; round++) {
        has({ orders: 'C', customers: { uuid: 'O', fails: true } });
        await scan();
      }
      expect((await state()).orders).toMatch(/^C orders/);
    });

    it('bug: a table that exchanged its name keeps its history also where another name of it is given up at the same time', async () => {
      const { has, scan, state, nextDay } = await setUp();
      has({ orders: 'O', customers: 'C' });
      await scan();
      await nextDay();
      has({ orders: 'O', customers: 'C', alias: 'O' });
      await scan();
      has({ orders: 'C', customers: 'O' });
      await scan();
      expect(await state()).toMatchObject({
        orders: 'C customers 2',
        customers: 'O orders 2',
      });
    });

    it('bug: a table that is dropped while it is read after an exchange is not forgotten', async () => {
      const { has, scan, state, replica, connection, connector, ref, read } =
        await setUp();
      has({ orders: 'O', customers: 'C' });
      await scan();
      has({ orders: 'C', customers: 'O' });
      const readTable = connector.readTable!;
      connector.readTable = async (...asked) => {
        const reading = await readTable(...asked);
        // Itself, its partner, itself once more; then it is gone.
        if (read.length === 3) has({ customers: 'O' });
        return reading;
      };
      read.length = 0;
      await replica().tableScanner.scan(connection, ref('orders'));
      expect(await state()).toMatchObject({
        orders: 'C customers 1',
        customers: 'O orders 1',
      });
    });

    it('bug: a single table that is read where two others swapped their names, one of which is there twice, is stored as itself', async () => {
      const { has, scan, replica, connection, ref, tables } = await setUp();
      has({ a: 'A', b: 'B', c: 'C' });
      await scan();
      const before = new Map(
        (await tables.listKnown('shop')).map(({ id, table }) => [table, id]),
      );
      has({ a: 'B', b: 'A', c: 'A' });
      await replica().tableScanner.scan(connection, ref('c'));
      const known = await tables.listKnown('shop');
      expect(known.find(({ table }) => table === 'c')).toMatchObject({
        id: before.get('c'),
        tableUuid: 'A',
      });
    });

    it('bug: tables that swap their names keep their entities also where one of them is there by a third name', async () => {
      for (const alias of ['alias', 'zalias']) {
        const { has, scan, state } = await setUp();
        has({ orders: 'O', customers: 'C' });
        await scan();
        has({ orders: 'O', customers: 'C', [alias]: 'O' });
        await scan();
        has({ orders: 'C', customers: 'O', [alias]: 'O' });
        await scan();
        expect(await state()).toEqual({
          orders: 'C customers 1',
          customers: 'O orders 1',
          [alias]: `O ${alias} 1`,
        });
      }
    });

    it('bug: a single table that is read after a swap keeps its entity also where a name is remembered that it gave up', async () => {
      const { has, scan, state, replica, connection, ref } = await setUp();
      has({ alias: 'O', customers: 'C' });
      await scan();
      has({ alias: 'O', customers: 'C', orders: 'O' });
      await scan();
      has({ customers: 'C', orders: 'O' });
      await scan();
      has({ orders: 'C', customers: 'O' });
      await replica().tableScanner.scan(connection, ref('customers'));
      expect(await state()).toMatchObject({
        orders: 'C customers 1',
        customers: 'O orders 1',
      });
    });

    it('bug: a single table that is read while its partner can not be does not cost both their histories', async () => {
      const { has, scan, state, find, replica, connection, ref } =
        await setUp();
      has({ orders: 'O', customers: 'C' });
      await scan();
      has({ orders: 'C', customers: { uuid: 'O', fails: true } });
      await replica().tableScanner.scan(connection, ref('orders'));
      expect((await find())?.scanError).toMatch(/could not be found out/);
      has({ orders: 'C', customers: 'O' });
      await scan();
      expect((await find())?.scanError).toBeUndefined();
      expect(await state()).toEqual({
        orders: 'C customers 1',
        customers: 'O orders 1',
      });
    });

    it.each(['orders', 'customers'])(
      'bug: tables that swap their names after a scan has read one of them keep their histories: %s',
      async first => {
        const { has, scan, state, connector, read } = await setUp();
        has({ orders: 'O', customers: 'C' });
        await scan();
        has({ orders: 'O', customers: 'C' });
        read.length = 0;
        const readTable = connector.readTable!;
        const other = first === 'orders' ? 'customers' : 'orders';
        connector.readTable = async (pointer, options) => {
          if (pointer.name === other && !read.includes(other)) {
            while (!read.includes(first)) {
              await new Promise(resolve => setTimeout(resolve, 1));
            }
            await new Promise(resolve => setTimeout(resolve, 200));
            has({ orders: 'C', customers: 'O' });
          }
          return readTable(pointer, options);
        };
        const { tablesTotal, tablesUnchanged, tablesFailed } = (await scan())!;
        expect({ tablesTotal, tablesUnchanged, tablesFailed }).toEqual({
          ...{ tablesTotal: 2, tablesUnchanged: 0, tablesFailed: 0 },
        });
        await scan();
        expect(await state()).toEqual({
          orders: 'C customers 1',
          customers: 'O orders 1',
        });
      },
    );

    it('a single table that took the name of another is read where a view has its own name', async () => {
      const { has, scan, replica, connection, connector, ref, find, logger } =
        await setUp();
      has({ orders: 'O', customers: 'C' });
      await scan();
      has({ orders: 'C' });
      connector.pages.push([
        { namespace: 'silver', name: 'customers', kind: 'view' },
      ]);
      await replica().tableScanner.scan(connection, ref('orders'));
      expect((await find())?.tableUuid).toBe('C');
      expect(logger.warn).not.toHaveBeenCalled();
    });

    it('bug: a circle that is too long for a single table is left to the next scan', async () => {
      const { has, scan, state, replica, connection, ref } = await setUp();
      const names = Array.from({ length: 9 }, (_, index) => `t${index}`);
      has(Object.fromEntries(names.map(name => [name, `of-${name}`])));
      await scan();
      has(
        Object.fromEntries(
          names.map((name, index) => [name, `of-${names[(index + 1) % 9]}`]),
        ),
      );
      await replica().tableScanner.scan(connection, ref('t0'));
      await scan();
      expect(await state()).toEqual(
        Object.fromEntries(
          names.map((name, index) => {
            const was = names[(index + 1) % 9];
            return [name, `of-${was} ${was} 1`];
          }),
        ),
      );
    });

    it('bug: the reading of a single table does not wait for ever for the one that it may have swapped its name with', async () => {
      const { has, scan, replica, connection, connector, ref, find } =
        await setUp();
      has({ orders: 'O', customers: 'C' });
      await scan();
      has({ orders: 'C', customers: 'O' });
      const readTable = connector.readTable!;
      connector.readTable = async (pointer, options) =>
        pointer.name === 'customers'
          ? new Promise((_resolve, reject) => {
              options?.signal?.addEventListener('abort', () =>
                reject(options.signal!.reason),
              );
            })
          : readTable(pointer, options);
      await replica().tableScanner.scan(connection, ref('orders'));
      expect((await find())?.tableUuid).toBeDefined();
    }, 25_000);

    it('bug: that a single table was read while a scan let it have another name does not go round in circles', async () => {
      const { has, scan, state, replica, connection, tables, ref, read } =
        await setUp();
      has({ orders: 'O', customers: 'C' });
      await scan();
      has({ orders: 'C', customers: 'O' });
      const { tableScanner } = replica();
      const add = jest.spyOn(tables, 'add');
      add.mockImplementationOnce(async () => {
        const [row] = (await tables.listKnown('shop')).filter(
          ({ table }) => table === 'orders',
        );
        await scan();
        read.length = 0;
        return [row];
      });
      await tableScanner.scan(connection, ref('orders'));
      expect(await state()).toEqual({
        orders: 'C customers 1',
        customers: 'O orders 1',
      });
      // Once to see whose name it has, once to store it.
      expect(read).toEqual(['orders', 'orders']);
    });

    it('bug: what a table is found by stays when it exchanges its name, until it is read', async () => {
      const { has, scan, tables, knex } = await setUp();
      has({ orders: 'O', customers: 'C' });
      await scan();
      const known = await tables.listKnown('shop');
      const [{ search_text: before }] = await knex('lakehouse_tables').where({
        table_name: 'orders',
      });
      const names: Record<string, string> = {
        orders: 'customers',
        customers: 'orders',
      };
      await tables.exchangeNames(
        known.map(({ id, tableUuid, schema, table }) => ({
          ...{ id, schema, tableUuid: tableUuid!, table: names[table] },
        })),
      );
      const [{ search_text: after }] = await knex('lakehouse_tables').where({
        table_name: 'customers',
      });
      expect(after).toBe(before.replace('silver.orders', 'silver.customers'));
    });
  },
);
