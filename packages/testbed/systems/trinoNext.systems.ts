import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  sharedSystem,
  TRINO_NEXT_VERSION,
  TrinoStatements,
  uniqueName,
} from '../src';

describe(`Trino ${TRINO_NEXT_VERSION}, put together from jars`, () => {
  let directory: string;
  const lake = uniqueName('next');
  let trino: TrinoStatements;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'lakehouse-trino-next-'));
    trino = new TrinoStatements((await sharedSystem('trino-next')).url);
  }, 1_200_000);

  afterAll(async () => {
    await rm(directory, { recursive: true, force: true });
  });

  it('takes catalogs at run time, and tells what maintenance did, which 476 does not', async () => {
    await trino.createCatalog(lake, {
      'connector.name': 'iceberg',
      'iceberg.catalog.type': 'TESTING_FILE_METASTORE',
      'fs.native-local.enabled': 'true',
      'local.location': directory,
      'hive.metastore.catalog.dir': 'local:///metastore',
    });
    await trino.query(`CREATE SCHEMA ${lake}.shop`);
    await trino.query(
      `CREATE TABLE ${lake}.shop.nation AS SELECT * FROM testbed_probe.tiny.nation`,
    );
    await trino.query(
      `INSERT INTO ${lake}.shop.nation SELECT * FROM testbed_probe.tiny.nation`,
    );
    expect(
      await trino.query(`ALTER TABLE ${lake}.shop.nation EXECUTE optimize`),
    ).toEqual(expect.arrayContaining([['rewritten_data_files_count', 2]]));
    await trino.dropCatalog(lake);
    await expect(
      trino.query(`SELECT * FROM ${lake}.shop.nation`),
    ).rejects.toThrow('CATALOG_NOT_FOUND');
  });
});
