import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  s3Properties,
  startVersityGateway,
  type StoreServer,
  TrinoServer,
} from '../../../src';
import { timed } from '../../report/statistics';
import { BUCKET } from '../tables/buildTables';
import type { Engine, Query, Row } from './Engine';

const SCHEMA = 'lake.bench';
const HEAP_MB = 4096;

/** A Trino, over an object store whose bucket is the folder of the tables. */
export interface TrinoEngine extends Engine {
  /** Runs `ALTER TABLE` with what follows the name of the table. */
  alter(table: string, action: string): Promise<void>;
  /** Where the metadata of a table is now. */
  metadataOf(table: string): Promise<string>;
}

/**
 * Starts a Trino and an S3 gateway, both on the loopback interface.
 *
 * @param folder - Of the tables: `data/lake` below it becomes the bucket.
 */
export async function startTrino(
  version: '476' | '483',
  folder: string,
): Promise<TrinoEngine> {
  const own = await mkdtemp(join(tmpdir(), 'lakehouse-health-'));
  const keys = {
    accessKeyId: 'lakekey',
    secretAccessKey: 'lakesecret',
    region: 'us-east-1',
  };
  let store: StoreServer | undefined;
  try {
    store = await startVersityGateway({ directory: folder, ...keys });
    await mkdir(join(own, 'metastore'), { recursive: true });
    const trino = await TrinoServer.start(
      {
        lake: {
          'connector.name': 'iceberg',
          'iceberg.catalog.type': 'TESTING_FILE_METASTORE',
          'iceberg.register-table-procedure.enabled': 'true',
          'iceberg.expire-snapshots.min-retention': '0s',
          'fs.native-local.enabled': 'true',
          'local.location': own,
          'hive.metastore.catalog.dir': 'local:///metastore',
          ...s3Properties({
            endpoint: store.url,
            bucket: BUCKET,
            directory: folder,
            ...keys,
          }),
        },
      },
      { version, memoryMb: HEAP_MB, optimized: true },
    );
    return engineOf(trino, store, own);
  } catch (error) {
    await store?.stop();
    await rm(own, { recursive: true, force: true });
    throw error;
  }
}

function engineOf(
  trino: TrinoServer,
  store: StoreServer,
  own: string,
): TrinoEngine {
  const name = (table: string) => `${SCHEMA}.${table}`;
  return {
    title: `Trino ${trino.version}`,
    // 476: "Unexpected PUFFIN file format".
    readsDeletionVectors: trino.version !== '476',
    store: 's3',
    warmUpMs: 45_000,
    async open(tables) {
      await trino.query(
        `CREATE SCHEMA IF NOT EXISTS ${SCHEMA} WITH (location = 's3://${BUCKET}/trino')`,
      );
      for (const [table, metadata] of tables) {
        const [folder, file] = metadata.split('/metadata/');
        await trino.query(
          `CALL lake.system.register_table('bench', '${table}', '${folder}', '${file}')`,
        );
      }
    },
    async run(table: string, query: Query) {
      const { ms, value } = await timed(() =>
        trino.query(query.sql(name(table))),
      );
      return { ms, rows: value.map(textOf) };
    },
    async alter(table, action) {
      await trino.query(`ALTER TABLE ${name(table)} ${action}`);
    },
    async metadataOf(table) {
      const [[file]] = await trino.query(
        `SELECT file FROM ${SCHEMA}."${table}$metadata_log_entries" ORDER BY timestamp DESC LIMIT 1`,
      );
      return String(file);
    },
    async close() {
      await trino.stop();
      await store.stop();
      await rm(own, { recursive: true, force: true });
    },
  };
}

function textOf(row: unknown[]): Row {
  return row.map(String);
}
