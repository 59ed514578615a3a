import {
  LocalFileIO,
  readFileStatistics,
  readTableMetadata,
  type TableMetadata,
} from '@lakehouse-portal/table-metadata';
import {
  isAccessDenied,
  listSchemas,
  listTablesOfSchema,
  QueryGate,
  readTrinoTable,
  TrinoClient,
} from '@lakehouse-portal/trino';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  sharedSystem,
  TrinoStatements,
  type TrinoVersion,
  uniqueName,
} from '../src';
import { counted, told } from './trino/saidByTrino';

const TYPES = `(true, 1, 9007199254740993, DECIMAL '-1234567890123456789012345678.12345', 'a/b=c', X'01ff', DATE '2026-11-24', TIME '10:30:00.123456', TIMESTAMP '1926-11-24 10:30:00.123456', TIMESTAMP '2026-11-24 10:30:00.123456 Europe/Berlin', UUID '12151fd2-7586-11e9-8f9e-2a86e4085a59', ARRAY[1], ROW(1, ROW('c')))`;

describe.each<[TrinoVersion]>([['476'], ['483']])(
  'Tables read through Trino %s',
  version => {
    let directory: string;
    const lakeName = uniqueName('lake');
    const guardedName = uniqueName('guarded');
    let trino: TrinoStatements;
    let client: TrinoClient;
    let gate: QueryGate;

    beforeAll(async () => {
      directory = await mkdtemp(join(tmpdir(), 'lakehouse-through-trino-'));
      await mkdir(join(directory, 'metastore'));
      await writeFile(
        join(directory, 'rules.json'),
        JSON.stringify({
          tables: [
            { user: 'narrow', table: 'orders', privileges: ['SELECT'] },
            { user: 'reader', privileges: ['SELECT'] },
          ],
        }),
      );
      const lake = {
        'connector.name': 'iceberg',
        'iceberg.catalog.type': 'TESTING_FILE_METASTORE',
        'fs.native-local.enabled': 'true',
        'local.location': '/',
        'hive.metastore.catalog.dir': `local://${directory}/metastore`,
      };
      trino = new TrinoStatements(
        (await sharedSystem(version === '476' ? 'trino' : 'trino-next')).url,
      );
      await trino.createCatalog(lakeName, lake);
      await trino.createCatalog(guardedName, {
        ...lake,
        'iceberg.security': 'file',
        'security.config-file': join(directory, 'rules.json'),
      });
      client = TrinoClient.create({ server: trino.url, user: 'portal' });
      gate = new QueryGate(client, 3);
      const at = (table: string) =>
        `location = '${pathToFileURL(directory).href}/tables/${table}'`;
      for (const sql of [
        `CREATE SCHEMA ${lakeName}.shop`,
        `CREATE TABLE ${lakeName}.shop.orders WITH (partitioning = ARRAY['month(orderdate)', 'bucket(custkey, 4)'], sorted_by = ARRAY['orderkey'], ${at(
          'orders',
        )}) AS SELECT * FROM tpch.tiny.orders WHERE orderdate < DATE '1993-01-01'`,
        `INSERT INTO ${lakeName}.shop.orders SELECT * FROM tpch.tiny.orders WHERE orderdate > DATE '1998-07-01'`,
        `COMMENT ON TABLE ${lakeName}.shop.orders IS 'WITH ( partitioning = ARRAY[''evil''])'`,
        `ALTER TABLE ${lakeName}.shop.orders ADD COLUMN channel varchar`,
        `CREATE TABLE ${lakeName}.shop.updated WITH (partitioning = ARRAY['day(orderdate)'], ${at(
          'updated',
        )}) AS SELECT * FROM tpch.tiny.orders WHERE orderdate < DATE '1992-02-01'`,
        `UPDATE ${lakeName}.shop.updated SET totalprice = totalprice + 1 WHERE custkey % 10 = 0`,
        `CREATE TABLE ${lakeName}.shop.types (b boolean, i integer, l bigint NOT NULL COMMENT 'long', d decimal(38,5), s varchar, bin varbinary, dt date, t time(6), ts timestamp(6), tz timestamp(6) with time zone, u uuid, arr array(bigint), ro row(a bigint, b row(c varchar))) WITH (partitioning = ARRAY['b','i','l','d','s','bin','dt','t','ts','tz','u','truncate(s,2)'], ${at(
          'types',
        )})`,
        `INSERT INTO ${lakeName}.shop.types VALUES ${TYPES}, (null,null,2,null,null,null,null,null,null,null,null,null,null)`,
        `CREATE TABLE ${lakeName}.shop.empty (a bigint) WITH (${at('empty')})`,
        `CREATE VIEW ${lakeName}.shop.a_view AS SELECT 1 AS one`,
      ]) {
        await client.query(sql);
      }
    }, 900_000);

    afterAll(async () => {
      client?.close();
      for (const name of [lakeName, guardedName])
        await trino?.dropCatalog(name);
      await rm(directory, { recursive: true, force: true });
    });

    async function bothWays(table: string) {
      const theirs = await readTrinoTable(gate, {
        catalog: lakeName,
        schema: 'shop',
        table,
      });
      if (!theirs || theirs === 'unchanged') {
        throw new Error(`No reading of ${table}`);
      }
      const fileIO = await LocalFileIO.create({ roots: [directory] });
      const metadata = await readTableMetadata(fileIO, theirs.version);
      const statistics = await readFileStatistics(fileIO, metadata);
      return { theirs, metadata, statistics };
    }

    it.each([['orders'], ['updated'], ['types'], ['empty']])(
      'gives the numbers that the metadata files of %s give',
      async table => {
        const { theirs, metadata, statistics } = await bothWays(table);
        expect(told(theirs.metadata)).toEqual(told(metadata));
        const hasDeletes = statistics.positionDeleteFiles > 0;
        expect(counted(theirs.statistics!, hasDeletes)).toEqual(
          counted(statistics, hasDeletes),
        );
        expect(theirs.statistics!.incomplete).toBe(false);
        expect(
          theirs.statistics!.warnings.some(
            ({ code }) => code === 'delete-files-not-attributed',
          ),
        ).toBe(hasDeletes);
        expect(theirs.metadata.warnings.map(({ code }) => code)).toContain(
          'read-through-trino',
        );
      },
    );

    it('an unchanged table costs one query, an unknown one is none', async () => {
      const name = { catalog: lakeName, schema: 'shop', table: 'orders' };
      const first = await readTrinoTable(gate, name);
      expect(
        await readTrinoTable(gate, name, {
          knownVersion: (first as { version: string }).version,
        }),
      ).toBe('unchanged');
      expect(
        await readTrinoTable(gate, { ...name, table: 'nope' }),
      ).toBeUndefined();
      expect(
        await readTrinoTable(gate, { ...name, schema: 'nope' }),
      ).toBeUndefined();
    });

    it('lists tables and views of a schema', async () => {
      expect(await listSchemas(gate, lakeName)).toEqual(['shop']);
      const tables = await listTablesOfSchema(gate, lakeName, 'shop');
      expect(tables.map(({ name, kind }) => `${kind} ${name}`).sort()).toEqual([
        'table empty',
        'table orders',
        'table types',
        'table updated',
        'view a_view',
      ]);
      expect(tables.find(({ name }) => name === 'orders')?.isIceberg).toBe(
        true,
      );
    });

    it('refusal is told from absence: SELECT on the table alone is not enough, SELECT on all is', async () => {
      const name = { catalog: guardedName, schema: 'shop', table: 'orders' };
      const as = (user: string) => {
        const other = TrinoClient.create({ server: trino.url, user });
        return readTrinoTable(new QueryGate(other, 2), name).finally(() =>
          other.close(),
        );
      };
      const refusal = await as('narrow').catch(error => error);
      expect(isAccessDenied(refusal)).toBe(true);
      expect(refusal.message).toContain('orders$metadata_log_entries');
      const reading = await as('reader');
      // SHOW CREATE TABLE needs the ownership: the partitioning is then not known, which is said.
      expect(
        (reading as { metadata: TableMetadata }).metadata.warnings.map(
          ({ code }) => code,
        ),
      ).toContain('partitioning-unknown');
    });
  },
);
