import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import {
  changeUnityDatabase,
  runPyIceberg,
  type S3Access,
  startIcebergRest,
  startUnity,
  type StoreServer,
  uniqueName,
  unityAdminToken,
  type UnityOptions,
} from '../../src';
import type { WrittenTable } from '../rest/RestLake';

const API = '/api/2.1/unity-catalog';
const CATALOG = 'acme';
const SCHEMA = 'shop';

/**
 * A Unity Catalog with tables in a folder, or in a store of S3: `orders` and `other` are Delta tables with UniForm, whose
 * Iceberg metadata PyIceberg wrote; `plain` and the rest are none. Its API makes no table with UniForm: what Delta's writer leaves in its database is put
 * there while it does not run.
 */
export class UnityLake {
  static async start(options: {
    more: number;
    settings?: Omit<UnityOptions, 'directory'>;
  }): Promise<UnityLake> {
    const { lends } = options.settings ?? {};
    const directory = mkdtempSync(join(tmpdir(), 'lakehouse-unity-'));
    const folder = join(directory, 'lake');
    mkdirSync(folder);
    const warehouse = lends
      ? `s3://${lends.bucket}/${uniqueName('unity')}`
      : folder;
    const unity = join(directory, 'unity');
    mkdirSync(unity);
    const [orders, other] = await writeTables(warehouse, lends?.s3);
    const settings = { directory: unity, ...options.settings };
    let server = await startUnity(settings);
    const lake = await UnityLake.#of(
      warehouse,
      orders,
      other,
      server,
      settings,
    );
    await lake.call('POST', 'catalogs', { name: CATALOG });
    await lake.call('POST', 'schemas', {
      ...{ name: SCHEMA, catalog_name: CATALOG, comment: 'What is sold' },
      properties: { layer: 'gold' },
    });
    for (const [name, { metadata_location: file }] of Object.entries({
      orders,
      other,
    }))
      await lake.createTable(
        name,
        'DELTA',
        // Unity Catalog refuses metadata of a table that is somewhere else.
        file.replace(/\/metadata\/[^/]*$/, ''),
      );
    await lake.createTable('plain', 'DELTA');
    await lake.createTable('raw', 'CSV');
    for (let number = 0; number < options.more; number++)
      await lake.createTable(`t_${number}`, 'PARQUET');
    await server.stop();
    await changeUnityDatabase(
      unity,
      `UPDATE uc_tables SET uniform_iceberg_metadata_location = CASE name WHEN 'orders' THEN '${orders.metadata_location}' ELSE '${other.metadata_location}' END WHERE name IN ('orders', 'other')`,
    );
    server = await startUnity(settings);
    return UnityLake.#of(warehouse, orders, other, server, settings);
  }

  static async #of(
    warehouse: string,
    orders: WrittenTable,
    other: WrittenTable,
    server: StoreServer,
    { directory, asksForTokens }: UnityOptions,
  ): Promise<UnityLake> {
    return new UnityLake(
      ...([dirname(directory), warehouse, orders, other, server] as const),
      asksForTokens ? await unityAdminToken(directory) : undefined,
    );
  }

  private constructor(
    readonly directory: string,
    /** Folder with the tables, or location in a store. */
    readonly warehouse: string,
    readonly orders: WrittenTable,
    readonly other: WrittenTable,
    readonly server: StoreServer,
    /** Of the administrator, where tokens are asked for. */
    readonly token: string | undefined,
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
      storage_location: location.startsWith('s3:')
        ? location
        : `file://${location.replace(/^file:(\/\/)?/, '')}`,
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
      headers: {
        'content-type': 'application/json',
        ...(this.token && { authorization: `Bearer ${this.token}` }),
      },
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

async function writeTables(
  warehouse: string,
  s3: S3Access | undefined,
): Promise<WrittenTable[]> {
  const rest = await startIcebergRest({ warehouse, s3 });
  const tables = ['orders', 'other'].map(name => [SCHEMA, name]);
  try {
    const written = await runPyIceberg<Record<string, WrittenTable>>(
      resolve(__dirname, '../rest/write_tables.py'),
      {
        uri: rest.url,
        properties: {
          'py-io-impl': 'pyiceberg.io.pyarrow.PyArrowFileIO',
          ...(s3 && {
            's3.endpoint': s3.endpoint,
            's3.region': s3.region,
            's3.access-key-id': s3.accessKeyId,
            's3.secret-access-key': s3.secretAccessKey,
          }),
        },
        namespaces: [{ levels: [SCHEMA] }],
        tables: tables.map(identifier => ({ identifier, snapshots: 3 })),
      },
    );
    return tables.map(identifier => written[JSON.stringify(identifier)]);
  } finally {
    await rest.stop();
  }
}
