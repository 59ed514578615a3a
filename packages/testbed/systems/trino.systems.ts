import {
  createRetailLakehouse,
  EmbeddedLakehouse,
  retailTables,
} from '@lakehouse-portal/embedded';
import {
  findMetadataLocation,
  LocalFileIO,
  readFileStatistics,
  readTableMetadata,
} from '@lakehouse-portal/table-metadata';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  sharedSystem,
  TRINO_VERSION,
  TrinoStatements,
  uniqueName,
} from '../src';
import { countRows } from './countRows';

describe(`Trino ${TRINO_VERSION} and the embedded lakehouse`, () => {
  let directory: string;
  const lake = uniqueName('embedded');
  let trino: TrinoStatements;
  let lakehouse: EmbeddedLakehouse;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'lakehouse-with-trino-'));
    await mkdir(join(directory, 'metastore'));
    await createRetailLakehouse({ directory });
    lakehouse = await EmbeddedLakehouse.open({ directory, name: 'retail' });
    trino = new TrinoStatements((await sharedSystem('trino')).url);
    await trino.createCatalog(lake, {
      'connector.name': 'iceberg',
      'iceberg.catalog.type': 'TESTING_FILE_METASTORE',
      // The root of both schemes, local:/// and file:///, is the root of the disk.
      'fs.native-local.enabled': 'true',
      'local.location': '/',
      'hive.metastore.catalog.dir': `local://${directory}/metastore`,
      'iceberg.register-table-procedure.enabled': 'true',
    });
    for (const schema of ['bronze', 'silver', 'gold', 'trino']) {
      await trino.query(`CREATE SCHEMA ${lake}.${schema}`);
    }
  }, 1_200_000);

  afterAll(async () => {
    await lakehouse?.close();
    await trino?.dropCatalog(lake);
    await rm(directory, { recursive: true, force: true });
  });

  it('reads every example table unchanged, with the same columns and rows', async () => {
    const fileIO = await LocalFileIO.create({ roots: [directory] });
    const pointers = new Map(
      (await lakehouse.listTables()).map(table => [
        `${table.namespace}.${table.name}`,
        table.metadataLocation,
      ]),
    );
    for (const { schema, table } of retailTables) {
      const location = pointers.get(`${schema}.${table}`)!;
      const metadata = await readTableMetadata(fileIO, location);
      const [folder, file] = location.split('/metadata/');
      await trino.query(
        `CALL ${lake}.system.register_table('${schema}', '${table}', '${folder}', '${file}')`,
      );
      const [[rows]] = await trino.query(
        `SELECT CAST(count(*) AS varchar) FROM ${lake}.${schema}.${table}`,
      );
      const columns = await trino.query(
        `SELECT column_name FROM ${lake}.information_schema.columns WHERE table_schema = '${schema}' AND table_name = '${table}' ORDER BY ordinal_position`,
      );
      const ours = metadata.schemas.find(
        ({ schemaId }) => schemaId === metadata.currentSchemaId,
      )!;
      expect({ table, rows, columns: columns.flat() }).toEqual({
        table,
        rows: String(await countRows(fileIO, metadata)),
        // Trino's names are in lower case.
        columns: ours.fields.map(({ name }) => name.toLowerCase()),
      });
      // All columns of a row, so that each column's data is really decoded.
      await trino.query(`SELECT * FROM ${lake}.${schema}.${table} LIMIT 5`);
    }
  }, 600_000);

  it('writes tables that we read: partitions, merged rows, position deletes, added and renamed columns', async () => {
    const location = `${pathToFileURL(directory).href}/trino/orders`;
    await trino.query(`CREATE TABLE ${lake}.trino.orders
      WITH (partitioning = ARRAY['year(orderdate)', 'bucket(custkey, 4)'], sorted_by = ARRAY['orderkey'], location = '${location}')
      AS SELECT * FROM tpch.tiny.orders`);
    await trino.query(
      `UPDATE ${lake}.trino.orders SET totalprice = totalprice + 1 WHERE custkey % 10 = 0`,
    );
    await trino.query(
      `DELETE FROM ${lake}.trino.orders WHERE orderkey % 7 = 0`,
    );
    await trino.query(
      `ALTER TABLE ${lake}.trino.orders ADD COLUMN channel varchar`,
    );
    await trino.query(
      `ALTER TABLE ${lake}.trino.orders RENAME COLUMN clerk TO salesperson`,
    );
    const [[rows, snapshots]] = await trino.query(
      `SELECT CAST(count(*) AS varchar), (SELECT CAST(count(*) AS varchar) FROM ${lake}.trino."orders$snapshots") FROM ${lake}.trino.orders`,
    );
    const files = await trino.query(
      `SELECT content, CAST(count(*) AS varchar), CAST(sum(record_count) AS varchar) FROM ${lake}.trino."orders$files" GROUP BY content ORDER BY content`,
    );

    const fileIO = await LocalFileIO.create({ roots: [directory] });
    const metadata = await readTableMetadata(
      fileIO,
      (
        await findMetadataLocation(fileIO, location)
      ).metadataLocation,
    );
    const statistics = await readFileStatistics(fileIO, metadata);
    expect(metadata.snapshots).toHaveLength(Number(snapshots));
    expect([
      [0, String(statistics.dataFiles), String(statistics.dataRecords)],
      [
        1,
        String(statistics.positionDeleteFiles),
        String(statistics.positionDeleteRecords),
      ],
    ]).toEqual(files);
    expect(String(await countRows(fileIO, metadata))).toBe(rows);
  });
});
