import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { LakehouseConnector } from '@lakehouse-portal/plugin-lakehouse-node';
import { readTableMetadata } from '@lakehouse-portal/table-metadata';
import { makeTables } from '../../__testUtils__/makeTables';
import { EmbeddedConnectorFactory } from './EmbeddedConnectorFactory';
import { requireInside } from './requireInside';

jest.setTimeout(60_000);

const limits = {
  timeoutMs: 20_000,
  maxRows: 1000,
  maxResultBytes: 1_000_000,
  memoryLimitMb: 256,
  concurrency: 2,
};

describe('EmbeddedConnector', () => {
  const factory = EmbeddedConnectorFactory.create({ limits });
  const opened: LakehouseConnector[] = [];
  let root: string;

  async function connect(section: object) {
    const config = new ConfigReader({ type: 'embedded', ...section });
    const connector = await factory.connect({
      name: 'shop',
      config,
      logger: mockServices.logger.mock(),
    });
    opened.push(connector);
    return connector;
  }

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'embedded-'));
    await (await makeTables(join(root, 'shop'))).close();
  });
  afterAll(async () => {
    factory.close();
    await Promise.all(opened.map(connector => connector.close?.()));
    await rm(root, { recursive: true });
  });

  it('lists namespaces and tables, and finds one', async () => {
    const connector = await connect({ directory: join(root, 'shop') });
    expect(await connector.listNamespaces()).toEqual([
      {
        namespace: 'silver',
        properties: expect.objectContaining({ 'lakehouse.layer': 'silver' }),
      },
    ]);
    const pages = [];
    for await (const page of connector.listTables())
      pages.push(page.map(({ name }) => name).sort());
    expect(pages).toEqual([['customers', 'orders']]);
    expect(
      await connector.findTable?.({ namespace: 'silver', name: 'orders' }),
    ).toMatchObject({ name: 'orders' });
    expect(
      await connector.findTable?.({ namespace: 'silver', name: 'nothing' }),
    ).toBeUndefined();
    expect(
      await connector.findTable?.({ namespace: 'nothing', name: 'orders' }),
    ).toBeUndefined();
  });

  it('reads nothing outside its warehouse: not the catalog beside it, not by .., a link, or another scheme', async () => {
    const connector = await connect({ directory: join(root, 'shop') });
    const warehouse = join(root, 'shop', 'warehouse');
    await writeFile(join(root, 'secret.json'), '{}');
    await symlink(join(root, 'secret.json'), join(warehouse, 'link.json'));
    for (const location of [
      '/etc/passwd',
      'file:///etc/passwd',
      `${warehouse}/../catalog.db`,
      `file://${warehouse}/../../secret.json`,
      `file://${warehouse}/%2e%2e/%2e%2e/secret.json`,
      `${warehouse}/link.json`,
      `${warehouse}-other/x`,
      's3://bucket/key',
      'http://169.254.169.254/latest/meta-data',
      'file://otherhost/etc/passwd',
    ]) {
      await expect(
        readTableMetadata(connector.fileIO, location),
      ).rejects.toMatchObject({ name: 'LocationNotAllowedError' });
    }
  });

  it('queries no file that lies outside, whatever a manifest names', async () => {
    const warehouse = join(root, 'shop', 'warehouse');
    await mkdir(join(warehouse, 'data'), { recursive: true });
    await writeFile(join(warehouse, 'data', 'a.parquet'), '');
    await writeFile(join(root, 'b.parquet'), '');
    await symlink(
      join(root, 'b.parquet'),
      join(warehouse, 'data', 'b.parquet'),
    );
    await requireInside(warehouse, [
      join(warehouse, 'data', 'a.parquet'),
      join(warehouse, 'data', 'not-there.parquet'),
    ]);
    for (const path of [
      '/etc/passwd',
      join(root, 'b.parquet'),
      join(warehouse, 'data', 'b.parquet'),
      `${warehouse}/data/../../b.parquet`,
      `${warehouse}/nothing/../../../../etc/shadow-that-is-not-there`,
    ]) {
      await expect(requireInside(warehouse, [path])).rejects.toMatchObject({
        name: 'LocationNotAllowedError',
      });
    }
  });

  it('gives snippets that name this catalog, and reasons where there are none', async () => {
    const connector = await connect({
      directory: join(root, 'shop'),
      catalogName: 'shop',
    });
    const pointer = await connector.findTable!({
      namespace: 'silver',
      name: 'orders',
    });
    const metadata = await readTableMetadata(
      connector.fileIO,
      pointer!.metadataLocation!,
    );
    const table = { namespace: 'silver', name: 'orders', metadata };
    const snippets = new Map(
      connector.snippets(table).map(snippet => [snippet.engine, snippet]),
    );
    expect([...snippets.keys()]).toEqual([
      'PyIceberg',
      'Spark',
      'DuckDB',
      'Flink',
      'Trino',
      'Presto',
      'Dremio',
      'Snowflake',
    ]);
    for (const snippet of snippets.values()) {
      expect(Boolean(snippet.code)).not.toBe(Boolean(snippet.notPossible));
    }
    expect(snippets.get('PyIceberg')?.code).toContain(
      `"uri": "sqlite:///${join(root, 'shop', 'catalog.db')}"`,
    );
    expect(snippets.get('Spark')?.code).toContain(
      'SELECT * FROM `shop`.`silver`.`orders` LIMIT 10',
    );
    expect(snippets.get('DuckDB')?.code).toContain(
      `iceberg_scan('${join(root, 'shop', 'warehouse')}`,
    );
    const travelled = connector.snippets({
      ...table,
      snapshotId: '9007199254740993',
    });
    expect(
      travelled
        .filter(({ code }) => code?.includes('9007199254740993'))
        .map(({ engine }) => engine),
    ).toEqual(['PyIceberg', 'Spark', 'DuckDB', 'Flink', 'Trino']);
    expect(snippets.get('Trino')?.code).toContain(
      `CALL lake.system.register_table('silver', 'orders', '${metadata.location}', '0`,
    );
    // Names with quotes stay names.
    const odd = connector.snippets({
      ...table,
      namespace: 'si`lver',
      name: `o'r"d`,
    });
    expect(odd.find(({ engine }) => engine === 'PyIceberg')?.code).toContain(
      `load_table(("si\`lver", "o'r\\"d"))`,
    );
    expect(odd.find(({ engine }) => engine === 'Flink')?.code).toContain(
      '`shop`.`si``lver`.`o\'r"d`',
    );
    expect(odd.find(({ engine }) => engine === 'Spark')?.code).toContain(
      `'\\''`,
    );
    const nested = connector.snippets({ ...table, namespace: 'a.b' });
    expect(nested.find(({ engine }) => engine === 'Flink')?.code).toContain(
      "'base-namespace' = 'a'",
    );
  });

  it('names the key when there is no lakehouse in the folder, and makes none', async () => {
    await expect(
      connect({ directory: join(root, 'nothing') }),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('lakehouse.connections.shop.directory'),
    });
    await expect(connect({})).rejects.toThrow('directory');
    await expect(
      connect({ directory: root, example: 'other' }),
    ).rejects.toThrow('lakehouse.connections.shop.example');
  });

  it('an example whose catalog is gone or empty is an error, not a lakehouse without tables', async () => {
    const directory = join(root, 'example');
    await mkdir(directory);
    await writeFile(join(directory, 'retail-complete.json'), '{"nowMs":1}');
    const connecting = () => connect({ directory, example: 'retail' });
    await expect(connecting()).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(
        /it has no catalog\.db.*remove the folder/,
      ),
    });
    await writeFile(join(directory, 'catalog.db'), '');
    await expect(connecting()).rejects.toThrow('its catalog.db is empty');
    await expect(connect({ directory })).rejects.toThrow(
      'its catalog.db is empty',
    );
  });
});
