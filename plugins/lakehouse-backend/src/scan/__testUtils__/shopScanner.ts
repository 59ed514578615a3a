import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { EmbeddedLakehouse } from '@lakehouse-portal/embedded';
import type { LakehouseChangedEvent } from '@lakehouse-portal/plugin-lakehouse-common';
import { LocalFileIO } from '@lakehouse-portal/table-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabases } from '../../__testUtils__/createTestDatabases';
import { FakeConnector } from '../../__testUtils__/FakeConnector';
import { makeTables } from '../../__testUtils__/makeTables';
import {
  DEFAULT_SOURCE_SCAN,
  readConnection,
  type ConnectionConfig,
} from '../../config';
import { ConnectorPool, ConnectorRegistry } from '../../connectors';
import {
  DatabaseScanStore,
  DatabaseSchemaStore,
  DatabaseTableStore,
  migrationsDirectory,
} from '../../database';
import { LakehouseScanner, type ScanCallOptions } from '../LakehouseScanner';
import { createScanCaches } from '../ScanCaches';
import { TableJudge } from '../TableJudge';
import { TableScanner } from '../TableScanner';

/** The table of the shop that most tests look at. */
export const ORDERS = { lakehouse: 'shop', schema: 'silver', table: 'orders' };

/**
 * Scanners of a lakehouse `shop` with the tables of {@link makeTables}, made anew for each test. To be called once in a
 * test file.
 */
export function shopScanner() {
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

  /** Database, stores and connector of the test, and replicas of the back end that scan with them. */
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

  return {
    databases,
    setUp,
    /** The lakehouse itself, for commits. */
    get lakehouse() {
      return lakehouse;
    },
  };
}
