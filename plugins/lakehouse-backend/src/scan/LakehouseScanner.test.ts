import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { EmbeddedLakehouse } from '@lakehouse-portal/embedded';
import type { LakehouseChangedEvent } from '@lakehouse-portal/plugin-lakehouse-common';
import {
  FileReadError,
  LocalFileIO,
  readTableMetadata,
} from '@lakehouse-portal/table-metadata';
import { statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DEFAULT_SOURCE_SCAN,
  readConnection,
  type ConnectionConfig,
} from '../config';
import { ConnectorPool, ConnectorRegistry } from '../connectors';
import { localPathOf } from '../connectors/embedded/localPathOf';
import {
  DatabaseScanStore,
  DatabaseSchemaStore,
  DatabaseTableStore,
} from '../database';
import { migrationsDirectory } from '../database';
import { createTestDatabases } from '../__testUtils__/createTestDatabases';
import { FakeConnector } from '../__testUtils__/FakeConnector';
import { makeTables } from '../__testUtils__/makeTables';
import { LakehouseScanner, type ScanCallOptions } from './LakehouseScanner';
import { createScanCaches } from './ScanCaches';
import { TableJudge } from './TableJudge';
import { TableScanner } from './TableScanner';

jest.setTimeout(60_000);

const ORDERS = { lakehouse: 'shop', schema: 'silver', table: 'orders' };

describe('LakehouseScanner', () => {
  const databases = createTestDatabases();
  let directory: string;
  let lakehouse: EmbeddedLakehouse;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'scan-'));
    lakehouse = await makeTables(directory);
  });
  afterEach(async () => {
    await lakehouse.close();
    await rm(directory, { recursive: true });
  });

  async function setUp(
    id: Parameters<typeof databases.init>[0],
    section: object = {},
  ) {
    const knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory() });
    const tables = DatabaseTableStore.create({ knex });
    const schemas = DatabaseSchemaStore.create({ knex });
    const scans = DatabaseScanStore.create({ knex });
    const connector = new FakeConnector(
      await LocalFileIO.create({ roots: [directory] }),
    );
    connector.namespaces = (await lakehouse.listNamespaces()).map(
      ({ name, properties }) => ({ namespace: name, properties }),
    );
    connector.pages = [await lakehouse.listTables()];
    const events: LakehouseChangedEvent[] = [];
    const clock = { now: Date.now() };
    const logger = mockServices.logger.mock();
    const connection = readConnection(
      'shop',
      new ConfigReader({ type: 'fake', ...section }),
      'lakehouse.connections.shop',
    );

    /** One replica of the back end. */
    function replica() {
      const registry = new ConnectorRegistry();
      registry.add({ type: 'fake', connect: async () => connector });
      const shutdown = new AbortController();
      const cache = { memoryBytes: 1_000_000, databaseBytes: 10_000_000 };
      const options = {
        caches: createScanCaches({
          config: cache,
          knex,
          logger,
          now: () => clock.now,
        }),
        scan: {
          ...DEFAULT_SOURCE_SCAN,
          schedule: { frequency: { minutes: 1 }, timeout: { minutes: 1 } },
          concurrency: 2,
          tableTimeoutMs: 10_000,
          cache,
        },
        connectors: ConnectorPool.create({
          registry,
          logger: mockServices.logger.mock(),
        }),
        tables,
        schemas,
        scans,
        judge: new TableJudge({ layers: new Map() }),
        logger: mockServices.logger.mock({
          child: () => mockServices.logger.mock(),
        }),
        onChanged: async (event: LakehouseChangedEvent) =>
          void events.push(event),
        now: () => clock.now,
        shutdown: shutdown.signal,
      };
      return {
        scanner: LakehouseScanner.create(options),
        tableScanner: TableScanner.create(options),
        shutdown,
      };
    }

    async function scan(
      over: Partial<{
        connection: ConnectionConfig;
        signal: AbortSignal;
        scanner: LakehouseScanner;
      }> &
        Partial<ScanCallOptions> = {},
    ) {
      const scanner = over.scanner ?? replica().scanner;
      await scanner.scan(over.connection ?? connection, {
        whenBusy: 'join',
        ...over,
      });
      return (await scans.listStates(clock.now)).get('shop');
    }
    const find = async (ref = ORDERS) => (await tables.find(ref))?.summary;
    const reclaimable = async () => {
      const { reclaimable_bytes: bytes, reclaimable_files: files } = await knex(
        'lakehouse_tables',
      )
        .where({ table_name: 'orders' })
        .first();
      return { bytes: BigInt(bytes), files: Number(files) };
    };
    const names = async () =>
      (
        await tables.list(
          { sort: 'name' },
          { lakehouses: ['shop'], nowMs: clock.now },
        )
      ).items.map(({ table }) => table);
    return {
      knex,
      logger,
      tables,
      schemas,
      scans,
      connector,
      events,
      clock,
      connection,
      replica,
      scan,
      find,
      reclaimable,
      names,
    };
  }

  it.each(databases.eachSupportedId())(
    'reads tables, judges them, and does not read them again while they are unchanged, on %p',
    async id => {
      const { connector, events, clock, tables, schemas, scan, find } =
        await setUp(id);
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

  it.each(databases.eachSupportedId())(
    'reads only the table that changed, and tells what changed, on %p',
    async id => {
      const { connector, events, scan, find } = await setUp(id);
      await scan();
      const before = new Map(connector.fileIO.reads);
      await lakehouse.append('silver.customers', {
        rows: [{ customer_id: 2 }],
      });
      connector.pages = [await lakehouse.listTables()];
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
      await lakehouse.setProperties('silver.customers', { comment: 'People' });
      connector.pages = [await lakehouse.listTables()];
      await scan();
      expect(events[1]).toEqual({
        lakehouse: 'shop',
        change: 'scanned',
        tables: [{ schema: 'silver', table: 'customers', change: 'changed' }],
      });
    },
  );

  it.each(databases.eachSupportedId())(
    'reads after a commit only the metadata file, the manifest list and the new manifest, once each, also after a restart, on %p',
    async id => {
      await lakehouse.setProperties('silver.orders', {
        'history.expire.min-snapshots-to-keep': '1',
      });
      const { connector, clock, tables, replica, scan, find, reclaimable } =
        await setUp(id);
      const { fileIO } = connector;
      const everRead = new Set<string>();
      /** Commits, scans, and tells what was read of which kind: nothing twice, and nothing that was read before. */
      async function readsAfter(
        commit: () => Promise<unknown>,
        scanner: LakehouseScanner,
      ) {
        await commit();
        connector.pages = [await lakehouse.listTables()];
        fileIO.reads.clear();
        await scan({ scanner });
        for (const [location, count] of fileIO.reads) {
          expect([location, count, everRead.has(location)]).toEqual([
            location,
            1,
            false,
          ]);
          everRead.add(location);
        }
        return [...fileIO.reads.keys()]
          .map(location => {
            if (location.endsWith('.json')) return 'metadata';
            return location.includes('/snap-') ? 'list' : 'manifest';
          })
          .sort();
      }
      const append = (order_id: number) => () =>
        lakehouse.append('silver.orders', {
          rows: [{ order_id, day: '2026-11-05', total: '1.00' }],
        });
      const onlyNew = ['list', 'manifest', 'metadata'];

      const { scanner } = replica();
      for (let order = 20; order < 23; order++) await append(order)();
      await readsAfter(append(23), scanner);
      expect(await find()).toMatchObject({ records: 24, dataFiles: 8 });

      expect(await readsAfter(append(30), scanner)).toEqual(onlyNew);
      expect(await find()).toMatchObject({ records: 25, dataFiles: 9 });
      expect(await reclaimable()).toEqual({ bytes: 0n, files: 0 });
      const restarted = replica().scanner;
      expect(await readsAfter(append(31), restarted)).toEqual(onlyNew);
      expect(await find()).toMatchObject({ records: 26, dataFiles: 10 });

      // Now old snapshots alone have ten files. Which, is known without reading their manifests again.
      const { sizeBytes: before = 0, dataFiles } = (await find())!;
      expect(before).toBeGreaterThan(0);
      const overwrite = () =>
        lakehouse.overwrite('silver.orders', {
          rows: [{ order_id: 1, day: '2026-11-01', total: '1.00' }],
        });
      expect(await readsAfter(overwrite, replica().scanner)).toContain('list');
      expect(await find()).toMatchObject({ records: 1 });
      const { id: tableId } = (await tables.find(ORDERS))!;
      expect((await tables.readDocuments(tableId))?.health).toMatchObject({
        oldSnapshotBytes: before,
        oldSnapshotFiles: dataFiles,
      });
      // The retention holds all of them. Years later it does not, and what goes then is known without reading anything.
      expect(await reclaimable()).toEqual({ bytes: 0n, files: 0 });
      clock.now += 3 * 365 * 86_400_000;
      expect(await readsAfter(async () => {}, replica().scanner)).toEqual([]);
      const { deletedFiles } = await lakehouse.expireSnapshots(
        'silver.orders',
        { olderThanMs: clock.now, retainLast: 1, dryRun: true },
      );
      const going = Object.values(deletedFiles).flat();
      expect(going.length).toBeGreaterThan(dataFiles!);
      expect(await reclaimable()).toEqual({
        bytes: going.reduce(
          (sum, location) => sum + BigInt(statSync(localPathOf(location)).size),
          0n,
        ),
        files: going.length,
      });
    },
  );

  it('reads everything, and says once why, when the database can keep nothing of it', async () => {
    const { knex, logger, connector, scan, find, reclaimable } = await setUp(
      'SQLITE_3',
    );
    await knex.schema.dropTable('lakehouse_manifest_rollups');
    await scan();
    expect(await find()).toMatchObject({ dataFiles: 4, scanError: undefined });
    await lakehouse.append('silver.orders', {
      rows: [{ order_id: 20, day: '2026-11-05', total: '1.00' }],
    });
    connector.pages = [await lakehouse.listTables()];
    await scan();
    expect(await find()).toMatchObject({ dataFiles: 5 });
    expect(await reclaimable()).toEqual({ bytes: 0n, files: 0 });
    const warnings = logger.warn.mock.calls.filter(([text]) =>
      text.includes('lakehouse_manifest_rollups'),
    );
    // Once for each of the two back ends.
    expect(warnings).toHaveLength(2);
  });

  it.each(databases.eachSupportedId())(
    'keeps the last good answer of a table that fails, and tries it again, on %p',
    async id => {
      const { connector, scan, find } = await setUp(id);
      await scan();
      const good = await find();
      const pointers = await lakehouse.listTables();
      connector.pages = [
        pointers.map(pointer =>
          pointer.name === 'orders'
            ? { ...pointer, metadataLocation: '/etc/passwd' }
            : pointer,
        ),
      ];
      expect(await scan()).toMatchObject({
        status: 'partial',
        tablesTotal: 2,
        tablesFailed: 1,
      });
      expect(await find()).toEqual({
        ...good,
        scanError: expect.stringContaining('LocationNotAllowedError'),
      });
      connector.pages = [pointers];
      expect(await scan()).toMatchObject({ status: 'ok', error: undefined });
      expect(await find()).toMatchObject({
        score: good?.score,
        scanError: undefined,
      });
    },
  );

  it.each(databases.eachSupportedId())(
    'leaves the tables of a schema that the catalog refuses as they were, however long, says which it is, and reads the others, on %p',
    async id => {
      const { connector, scan, names, find, clock, schemas } = await setUp(id);
      const all = await lakehouse.listTables();
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

  it.each(databases.eachSupportedId())(
    'loses nothing when the catalog fails half-way, and removes a table only when it stayed away, on %p',
    async id => {
      const { connector, events, scan, names, find, clock } = await setUp(id);
      await scan();
      const all = await lakehouse.listTables();
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

  it.each(databases.eachSupportedId())(
    'history and entity of a table go on when it is renamed, in the scan that finds it, on %p',
    async id => {
      const { connector, scan, tables, events, names, clock } = await setUp(id);
      await scan();
      clock.now += 24 * 3_600_000;
      const pointers = await lakehouse.listTables();
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

  it.each(databases.eachSupportedId())(
    'asks about each table where the listing tells no version: about quiet ones seldom, about all when somebody wants it, on %p',
    async id => {
      const { connector, scan, find, clock, knex } = await setUp(id);
      const pointers = new Map(
        (await lakehouse.listTables()).map(pointer => [pointer.name, pointer]),
      );
      connector.pages = [
        [...pointers.values()].map(({ namespace, name }) => ({
          namespace,
          name,
        })),
      ];
      const asked: string[] = [];
      const answers: unknown[] = [];
      connector.readTable = async ({ name }, options) => {
        asked.push(`${name} ${options?.knownVersion}`);
        const location = pointers.get(name)!.metadataLocation!;
        const version = `etag-${location.slice(-40)}`;
        const answer =
          options?.knownVersion === version
            ? 'unchanged'
            : {
                metadata: await readTableMetadata(connector.fileIO, location),
                version,
              };
        answers.push(answer);
        return answer;
      };
      expect(await scan()).toMatchObject({
        status: 'ok',
        tablesTotal: 2,
        tablesUnchanged: 0,
      });
      expect(asked.sort()).toEqual(['customers undefined', 'orders undefined']);
      expect(await find()).toMatchObject({ records: 20 });
      const scannedAt = (await find())?.scannedAt;

      // Just committed: each scan asks, and is told that nothing has changed.
      const reads = connector.fileIO.readCount;
      clock.now += 60_000;
      expect(await scan()).toMatchObject({ status: 'ok', tablesUnchanged: 2 });
      expect(answers.slice(2)).toEqual(['unchanged', 'unchanged']);
      expect(connector.fileIO.readCount).toBe(reads);
      expect((await find())?.scannedAt).not.toBe(scannedAt);

      // Quiet for ten days: asked after an hour.
      await knex('lakehouse_tables').update({
        last_commit_at: clock.now - 10 * 24 * 3_600_000,
      });
      asked.length = 0;
      clock.now += 30 * 60_000;
      expect(await scan()).toMatchObject({ tablesUnchanged: 0 });
      expect(asked).toEqual([]);
      expect(await scan({ isAskedFor: true })).toMatchObject({
        tablesUnchanged: 2,
      });
      expect(asked).toHaveLength(2);
      clock.now += 3_600_000;
      await scan();
      expect(asked).toHaveLength(4);

      await lakehouse.append('silver.customers', {
        rows: [{ customer_id: 2 }],
      });
      for (const pointer of await lakehouse.listTables()) {
        pointers.set(pointer.name, pointer);
      }
      expect(await scan({ isAskedFor: true })).toMatchObject({
        tablesUnchanged: 1,
      });
      expect(await find({ ...ORDERS, table: 'customers' })).toMatchObject({
        records: 2,
      });
      const runs = await knex('lakehouse_scan_runs').select(
        'tables_read',
        'tables_unchanged',
      );
      expect(runs.at(-1)).toEqual({ tables_read: 1, tables_unchanged: 1 });
    },
  );

  it.each(databases.eachSupportedId())(
    'lists views and tables of other formats with what they are: no failure, no verdict, nothing read, on %p',
    async id => {
      const { connector, scan, find, events } = await setUp(id, {
        rules: [{ match: '*.landing', owner: 'ingest' }],
      });
      const [one] = await lakehouse.listTables();
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

  it.each(databases.eachSupportedId())(
    'does not believe a listing that lost more than half of the tables, until somebody accepts it, on %p',
    async id => {
      const { connector, scan, names, clock, schemas } = await setUp(id);
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

  it.each(databases.eachSupportedId())(
    'leaves a source that fails alone for longer and longer, unless somebody asks, and keeps what is known of it, on %p',
    async id => {
      const { connector, scan, names, clock } = await setUp(id, {
        scan: { retry: { first: 'PT1M', longest: 'PT5M' }, every: 'PT10M' },
      });
      let listings = 0;
      connector.beforePage = async () => void (listings += 1);
      await scan({ onlyIfDue: true });
      expect(listings).toBe(1);
      // A good scan is followed by the next when its time has come.
      clock.now += 5 * 60_000;
      await scan({ onlyIfDue: true });
      expect(listings).toBe(1);
      clock.now += 5 * 60_000;
      const pages = connector.pages;
      connector.pages = [new Error('down')];
      const failing = await scan({ onlyIfDue: true });
      expect(listings).toBe(2);
      const failedAt = clock.now;
      expect(failing).toMatchObject({
        status: 'failed',
        error: 'down',
        consecutiveErrors: 1,
        failingSince: new Date(failedAt).toISOString(),
        nextAttemptAt: new Date(failedAt + 60_000).toISOString(),
        lastSuccessAt: new Date(failedAt - 10 * 60_000).toISOString(),
        tablesTotal: 2,
      });
      const waits: number[] = [];
      let waited = 0;
      while (waits.length < 4) {
        clock.now += 10_000;
        waited += 10_000;
        const before = listings;
        await scan({ onlyIfDue: true });
        if (listings > before) {
          waits.push(waited);
          waited = 0;
        }
      }
      expect(waits).toEqual([60_000, 120_000, 240_000, 300_000]);
      expect(await names()).toEqual(['customers', 'orders']);

      connector.pages = pages;
      expect(await scan({ isAskedFor: true })).toMatchObject({
        status: 'ok',
        consecutiveErrors: 0,
        failingSince: undefined,
        lastSuccessAt: new Date(clock.now).toISOString(),
      });
    },
  );

  it('reads as many tables of a source at the same time as it is told for this one', async () => {
    for (const concurrency of [1, 3]) {
      const { connector, scan } = await setUp('SQLITE_3', {
        scan: { concurrency },
      });
      const [one] = await lakehouse.listTables();
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

  it.each(databases.eachSupportedId())(
    'lets one of several replicas scan at a time, and takes over from one that died, on %p',
    async id => {
      const { connector, connection, replica, scans, clock, names, knex } =
        await setUp(id);
      let listings = 0;
      connector.beforePage = async () => {
        listings += 1;
        await new Promise(resolve => setTimeout(resolve, 100));
      };
      await Promise.all([
        replica().scanner.scan(connection, { whenBusy: 'join' }),
        replica().scanner.scan(connection, { whenBusy: 'skip' }),
        replica().scanner.scan(connection, { whenBusy: 'join' }),
      ]);
      expect(listings).toBe(1);
      expect(await names()).toEqual(['customers', 'orders']);

      const dead = await scans.claim('shop', clock.now);
      expect(dead).toBeDefined();
      expect(await scans.claim('shop', clock.now + 29_000)).toBeUndefined();
      expect((await scans.listStates(clock.now)).get('shop')).toMatchObject({
        status: 'running',
      });
      // Who waits for it does the scan when it has been silent for half a minute.
      const waiting = replica().scanner.scan(connection, { whenBusy: 'join' });
      await new Promise(resolve => setTimeout(resolve, 300));
      clock.now += 31_000;
      expect((await scans.listStates(clock.now)).get('shop')).toMatchObject({
        status: 'ok',
      });
      await waiting;
      expect(listings).toBe(2);
      expect(await scans.heartbeat('shop', dead!, clock.now)).toBe(false);
      expect(
        await knex('lakehouse_scan_runs').where({ status: 'ok' }),
      ).toHaveLength(2);
    },
  );

  it.each(databases.eachSupportedId())(
    'stops when it is told to, and leaves the state as it was, on %p',
    async id => {
      const { connector, scan, names, knex } = await setUp(id);
      await scan();
      const stop = new AbortController();
      connector.beforePage = async () => stop.abort(new Error('enough'));
      expect(await scan({ signal: stop.signal })).toMatchObject({
        status: 'ok',
        tablesTotal: 2,
      });
      expect(await names()).toEqual(['customers', 'orders']);
      expect(
        await knex('lakehouse_scan_runs').where({ status: 'cancelled' }),
      ).toMatchObject([{ error: expect.stringContaining('enough') }]);
    },
  );

  it.each(databases.eachSupportedId())(
    'bug: leaves out namespaces whose names no database keeps, and scans the others, %p',
    async id => {
      const { connector, scan, schemas, find } = await setUp(id);
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

  it('tries a table again of which a manifest could not be read, and counts what it could', async () => {
    const { connector, scan, find } = await setUp('SQLITE_3');
    const read = connector.fileIO.read.bind(connector.fileIO);
    let isDisturbed = true;
    jest
      .spyOn(connector.fileIO, 'read')
      .mockImplementation(async (location, options) => {
        const isManifest =
          location.endsWith('.avro') && !location.includes('/snap-');
        if (isDisturbed && isManifest) {
          throw new FileReadError('disturbed', { location });
        }
        return read(location, options);
      });
    await scan();
    expect(await find()).toMatchObject({
      dataFiles: undefined,
      scanError: undefined,
    });
    isDisturbed = false;
    await scan();
    expect(await find()).toMatchObject({ dataFiles: 4, records: 20 });
    const reads = connector.fileIO.readCount;
    await scan();
    expect(connector.fileIO.readCount).toBe(reads);
  });

  it('follows the rules of the configuration over properties, and judges again when they change', async () => {
    const { scan, find, connector } = await setUp('SQLITE_3');
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

  it('reads a single table at once, whether or not a scan has seen it', async () => {
    const { replica, connection, find } = await setUp('SQLITE_3');
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
