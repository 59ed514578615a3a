import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { tablesOf } from '../__testUtils__/tablesOf';
import { JdbcCatalog } from './JdbcCatalog';

const V1 = `CREATE TABLE iceberg_tables (catalog_name VARCHAR(255) NOT NULL, table_namespace VARCHAR(255) NOT NULL,
  table_name VARCHAR(255) NOT NULL, metadata_location VARCHAR(1000), previous_metadata_location VARCHAR(1000),
  iceberg_type VARCHAR(5), PRIMARY KEY (catalog_name, table_namespace, table_name))`;
const PROPERTIES = `CREATE TABLE iceberg_namespace_properties (catalog_name VARCHAR(255) NOT NULL, namespace VARCHAR(255) NOT NULL,
  property_key VARCHAR(255), property_value VARCHAR(1000), PRIMARY KEY (catalog_name, namespace, property_key))`;

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const result: T[] = [];
  for await (const item of items) result.push(item);
  return result;
}

describe('JdbcCatalog on SQLite', () => {
  let directory: string;
  let file: string;
  let database: Database.Database;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'jdbc-'));
    file = join(directory, 'catalog.db');
    database = new Database(file);
  });
  afterEach(() => {
    database.close();
    rmSync(directory, { recursive: true });
  });

  const catalog = (catalogName = 'shop') =>
    new JdbcCatalog({ database: { kind: 'sqlite', file }, catalogName });

  function fill(count = 0): void {
    database.exec(`${V1}; ${PROPERTIES}`);
    const insert = database.prepare(
      'INSERT INTO iceberg_tables VALUES (?, ?, ?, ?, NULL, ?)',
    );
    insert.run('shop', 'sales.eu', 'orders', 's3://b/orders/v1.json', 'TABLE');
    insert.run('shop', 'sales', 'report', 's3://b/report/v1.json', 'VIEW');
    insert.run('shop', 'sales', 'o\'r"d', 's3://b/odd/v1.json', null);
    insert.run('other', 'sales', 'orders', 's3://b/other/v1.json', 'TABLE');
    database.exec(
      `INSERT INTO iceberg_namespace_properties VALUES
        ('shop', 'sales', 'lakehouse.layer', 'gold'), ('shop', 'empty', 'exists', 'true'), ('other', 'x', 'exists', 'true')`,
    );
    database.transaction(() => {
      for (let index = 0; index < count; index++)
        insert.run(
          'shop',
          'many',
          `t${index}`,
          `s3://b/${index}.json`,
          'TABLE',
        );
    })();
  }

  it('lists tables, views and namespaces of its own catalog only', async () => {
    fill();
    expect(await tablesOf(catalog())).toEqual(
      expect.arrayContaining([
        {
          namespace: 'sales.eu',
          name: 'orders',
          metadataLocation: 's3://b/orders/v1.json',
        },
        { namespace: 'sales', name: 'report', kind: 'view' },
        {
          namespace: 'sales',
          name: 'o\'r"d',
          metadataLocation: 's3://b/odd/v1.json',
        },
      ]),
    );
    expect(await tablesOf(catalog())).toHaveLength(3);
    expect(
      (await catalog().listNamespaces()).sort((a, b) =>
        a.namespace < b.namespace ? -1 : 1,
      ),
    ).toEqual([
      { namespace: 'empty', properties: {} },
      { namespace: 'sales', properties: { 'lakehouse.layer': 'gold' } },
      { namespace: 'sales.eu', properties: {} },
    ]);
  });

  it('finds one table by its name, quotes and all, and nothing by another', async () => {
    fill();
    const find = (namespace: string, name: string) =>
      catalog().findTable({ namespace, name });
    expect(await find('sales', 'o\'r"d')).toMatchObject({
      metadataLocation: 's3://b/odd/v1.json',
    });
    expect(await find('sales', "' OR 1=1 --")).toBeUndefined();
    expect(await find('sales%2Eeu', 'orders')).toBeUndefined();
    expect(await find('sales.eu', 'orders')).toBeDefined();
  });

  it('pages through thousands of tables and stops when nobody wants more', async () => {
    fill(4_500);
    const pages: number[] = [];
    for await (const page of catalog().listTables()) pages.push(page.length);
    expect(pages).toEqual([1000, 1000, 1000, 1000, 503]);
    const controller = new AbortController();
    await expect(async () => {
      for await (const page of catalog().listTables({
        signal: controller.signal,
      }))
        controller.abort(new Error(`Enough after ${page.length}`));
    }).rejects.toThrow('Enough after 1000');
  });

  it.each([
    ['rows', 2_000_001, "'k'", 'more than 2,000,000 namespaces and properties'],
    [
      'characters',
      25_000,
      "hex(zeroblob(4096)) || 'longer than is asked for'",
      'longer than there is memory for',
    ],
  ])(
    'gives up namespaces of more %s than any catalog has, instead of keeping them all',
    async (_, rows, value, message) => {
      database.exec(`${V1}; CREATE VIEW iceberg_namespace_properties AS
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})
        SELECT 'shop' AS catalog_name, 'sales' AS namespace, 'k' AS property_key, ${value} AS property_value FROM n`);
      await expect(catalog().listNamespaces()).rejects.toMatchObject({
        name: 'CatalogResponseError',
        message: expect.stringContaining(message),
      });
    },
  );

  it('reads catalogs from before views (schema V0), and sees when they are migrated', async () => {
    database.exec(V1.replace('iceberg_type VARCHAR(5), ', ''));
    database.exec(PROPERTIES);
    database.exec(
      "INSERT INTO iceberg_tables VALUES ('shop', 'a', 'b', 's3://b/v1.json', NULL)",
    );
    const old = catalog();
    expect(await tablesOf(old)).toHaveLength(1);
    expect(await old.describe()).toMatchObject({
      components: [
        { part: 'SQLite', version: expect.stringMatching(/^3\./) },
        { part: 'Schema of the catalog', version: 'V0' },
      ],
      capabilities: expect.arrayContaining([
        expect.objectContaining({ id: 'views', possible: false }),
      ]),
    });
    database.exec(
      "ALTER TABLE iceberg_tables ADD COLUMN iceberg_type VARCHAR(5); UPDATE iceberg_tables SET iceberg_type = 'VIEW'",
    );
    expect(await tablesOf(old)).toEqual([
      { namespace: 'a', name: 'b', kind: 'view' },
    ]);
  });

  it('a file that is no catalog, none at all, or of another catalog says which', async () => {
    await expect(tablesOf(catalog())).rejects.toMatchObject({
      name: 'CatalogConfigurationError',
      message: expect.stringContaining('no such table: iceberg_tables'),
    });
    database.exec('CREATE TABLE iceberg_tables (x int)');
    await expect(tablesOf(catalog())).rejects.toMatchObject({
      name: 'CatalogResponseError',
      message: expect.stringContaining('no column catalog_name'),
    });
    const missing = new JdbcCatalog({
      database: { kind: 'sqlite', file: join(directory, 'none.db') },
      catalogName: 'shop',
    });
    await expect(tablesOf(missing)).rejects.toMatchObject({
      name: 'CatalogUnavailableError',
    });
    writeFileSync(join(directory, 'text.db'), 'not a database'.repeat(100));
    const text = new JdbcCatalog({
      database: { kind: 'sqlite', file: join(directory, 'text.db') },
      catalogName: 'shop',
    });
    await expect(tablesOf(text)).rejects.toMatchObject({
      name: 'CatalogResponseError',
      message: expect.stringContaining('SQLITE_NOTADB'),
    });
  });

  it('the test of the connection names the catalogs that are there when ours is not', async () => {
    fill();
    const hops = await all(catalog('shopp').check());
    expect(hops.map(({ hop, outcome }) => `${hop} ${outcome}`)).toEqual([
      'dns skipped',
      'tcp skipped',
      'tls skipped',
      'authentication passed',
      'authorisation passed',
      'listing failed',
    ]);
    expect(hops[5].advice).toContain('"other", "shop"');
    expect((await all(catalog().check()))[5]).toMatchObject({
      outcome: 'passed',
    });
  });
});
