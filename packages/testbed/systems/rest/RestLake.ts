import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { S3FileIO } from '@lakehouse-portal/storage';
import {
  runPyIceberg,
  type S3Access,
  startVersityGateway,
  type StoreServer,
} from '../../src';

const BUCKET = 'lake';
const REGION = 'us-east-1';

/** What PyIceberg says of a table that it wrote. */
export interface WrittenTable {
  metadata_location: string;
  current_snapshot_id: string | null;
  snapshots: string[];
  uuid: string;
}

/** An object store, a catalog over it, and PyIceberg to write into it. */
export class RestLake {
  /** @param start - Starts the catalog over a warehouse. */
  static async start(
    start: (options: {
      warehouse: string;
      s3: S3Access;
      directory: string;
    }) => Promise<StoreServer>,
  ): Promise<RestLake> {
    const directory = mkdtempSync(join(tmpdir(), 'lakehouse-rest-'));
    mkdirSync(join(directory, 'data', BUCKET), { recursive: true });
    const keys = {
      accessKeyId: 'lakekey',
      secretAccessKey: randomBytes(16).toString('hex'),
    };
    const store = await startVersityGateway({
      ...{ directory, region: REGION },
      ...keys,
    });
    try {
      const s3 = { endpoint: store.url, region: REGION, ...keys };
      const warehouse = `s3://${BUCKET}/wh`;
      const server = await start({ warehouse, s3, directory });
      return new RestLake(directory, store, server, s3, warehouse);
    } catch (error) {
      await store.stop();
      throw error;
    }
  }

  private constructor(
    readonly directory: string,
    readonly store: StoreServer,
    readonly server: StoreServer,
    readonly s3: S3Access,
    readonly warehouse: string,
  ) {}

  /** Reads the files of the warehouse. */
  get fileIO(): S3FileIO {
    const { accessKeyId, secretAccessKey } = this.s3;
    return new S3FileIO({
      warehouses: [this.warehouse],
      endpoint: this.s3.endpoint,
      region: this.s3.region,
      pathStyle: true,
      credentials: { accessKeyId, secretAccessKey },
    });
  }

  /** Properties of a catalog of Trino over the same store, without those of the catalog itself. */
  get trinoStore(): Record<string, string> {
    return {
      'connector.name': 'iceberg',
      'iceberg.catalog.type': 'rest',
      'fs.native-s3.enabled': 'true',
      's3.endpoint': this.s3.endpoint,
      's3.region': this.s3.region,
      's3.path-style-access': 'true',
      's3.aws-access-key': this.s3.accessKeyId,
      's3.aws-secret-key': this.s3.secretAccessKey,
    };
  }

  /** The store of a connection of the portal. */
  get portalStore() {
    const { endpoint, region, accessKeyId, secretAccessKey } = this.s3;
    return {
      warehouses: [this.warehouse],
      storage: {
        stores: { lake: { endpoint, region, accessKeyId, secretAccessKey } },
      },
    };
  }

  /** Writes with PyIceberg; the keys of the answer are namespace and name as a JSON list. */
  async write(task: {
    uri: string;
    properties?: Record<string, string>;
    namespaces?: Array<{
      levels: string[];
      properties?: Record<string, string>;
    }>;
    tables?: Array<{ identifier: string[]; snapshots: number }>;
    drop?: string[][];
  }): Promise<Record<string, WrittenTable>> {
    return runPyIceberg(resolve(__dirname, 'write_tables.py'), {
      ...task,
      properties: {
        's3.endpoint': this.s3.endpoint,
        's3.access-key-id': this.s3.accessKeyId,
        's3.secret-access-key': this.s3.secretAccessKey,
        's3.region': this.s3.region,
        'py-io-impl': 'pyiceberg.io.pyarrow.PyArrowFileIO',
        ...task.properties,
      },
    });
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await this.store.stop();
    rmSync(this.directory, { recursive: true, force: true });
  }
}
