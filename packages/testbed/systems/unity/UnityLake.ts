import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  changeUnityDatabase,
  runPyIceberg,
  startIcebergRest,
  startUnity,
  type StoreServer,
} from '../../src';
import type { WrittenTable } from '../rest/RestLake';

const API = '/api/2.1/unity-catalog';
const CATALOG = 'acme';
const SCHEMA = 'shop';

/**
 * A Unity Catalog with tables in a folder: `orders` is a Delta table with UniForm, whose Iceberg metadata PyIceberg wrote;
 * `plain` and the others are none. Its API makes no table with UniForm: what Delta's writer leaves in its database is put
 * there while it does not run.
 */
export class UnityLake {
  static async start(options: { more: number }): Promise<UnityLake> {
    const directory = mkdtempSync(join(tmpdir(), 'lakehouse-unity-'));
    const warehouse = join(directory, 'lake');
    mkdirSync(warehouse);
    const unity = join(directory, 'unity');
    mkdirSync(unity);
    const orders = await writeOrders(warehouse);
    let server = await startUnity({ directory: unity });
    const lake = new UnityLake(directory, warehouse, orders, server);
    await lake.call('POST', 'catalogs', { name: CATALOG });
    await lake.call('POST', 'schemas', {
      ...{ name: SCHEMA, catalog_name: CATALOG, comment: 'What is sold' },
      properties: { layer: 'gold' },
    });
    await lake.createTable(
      'orders',
      'DELTA',
      // Unity Catalog refuses metadata of a table that is somewhere else.
      orders.metadata_location.replace(/\/metadata\/[^/]*$/, ''),
    );
    await lake.createTable('plain', 'DELTA');
    await lake.createTable('raw', 'CSV');
    for (let number = 0; number < options.more; number++)
      await lake.createTable(`t_${number}`, 'PARQUET');
    await server.stop();
    await changeUnityDatabase(
      unity,
      `UPDATE uc_tables SET uniform_iceberg_metadata_location = '${orders.metadata_location}' WHERE name = 'orders'`,
    );
    server = await startUnity({ directory: unity });
    return new UnityLake(directory, warehouse, orders, server);
  }

  private constructor(
    readonly directory: string,
    /** Folder with the tables. */
    readonly warehouse: string,
    readonly orders: WrittenTable,
    readonly server: StoreServer,
  ) {}

  private async createTable(
    name: string,
    format: string,
    location = `${this.warehouse}/${name}`,
  ): Promise<void> {
    const column = { name: 'id', type: 'long', nullable: true, metadata: {} };
    await this.call('POST', 'tables', {
      ...{ name, catalog_name: CATALOG, schema_name: SCHEMA },
      ...{ table_type: 'EXTERNAL', data_source_format: format },
      storage_location: `file://${location.replace(/^file:(\/\/)?/, '')}`,
      columns: [
        {
          ...{ name: 'id', type_text: 'long', type_name: 'LONG' },
          type_json: JSON.stringify(column),
          ...{ position: 0, nullable: true },
        },
      ],
    });
  }

  private async call(method: string, path: string, body: object) {
    const response = await fetch(`${this.server.url}${API}/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok)
      throw new Error(`Unity Catalog: ${path}: ${await response.text()}`);
  }

  async stop(): Promise<void> {
    await this.server.stop();
    rmSync(this.directory, { recursive: true, force: true });
  }
}

async function writeOrders(warehouse: string): Promise<WrittenTable> {
  const rest = await startIcebergRest({ warehouse });
  try {
    const written = await runPyIceberg<Record<string, WrittenTable>>(
      resolve(__dirname, '../rest/write_tables.py'),
      {
        uri: rest.url,
        properties: { 'py-io-impl': 'pyiceberg.io.pyarrow.PyArrowFileIO' },
        namespaces: [{ levels: [SCHEMA] }],
        tables: [{ identifier: [SCHEMA, 'orders'], snapshots: 3 }],
      },
    );
    return Object.values(written)[0];
  } finally {
    await rest.stop();
  }
}
