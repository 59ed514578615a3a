import {
  BlobServiceClient,
  StorageSharedKeyCredential,
} from '@azure/storage-blob';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import lakehousePlugin from '@lakehouse-portal/plugin-lakehouse-backend';
import { randomBytes } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import {
  runPyIceberg,
  startAzurite,
  startFakeGcs,
  startVersityGateway,
} from '../src';

const SCRIPT = join(__dirname, 'folder_tables.py');
const BUCKET = 'lake';
const ACCOUNT = 'lakeaccount';
const SECRET = randomBytes(32).toString('base64');

/** What `folder_tables.py` says that it wrote. */
type Written = Record<
  string,
  { rows: number; snapshots: string[]; metadata: string; files: number }
>;

interface PreparedStore {
  warehouse: string;
  /** For PyIceberg. */
  properties: Record<string, string>;
  /** For the portal. */
  storage?: JsonObject;
  stop(): Promise<void>;
}

const STORES: Array<{
  name: string;
  prepare(directory: string): Promise<PreparedStore>;
}> = [
  {
    name: 'S3 (versitygw)',
    prepare: async directory => {
      mkdirSync(join(directory, 'data', BUCKET), { recursive: true });
      const server = await startVersityGateway({
        directory,
        accessKeyId: 'lakekey',
        secretAccessKey: SECRET,
        region: 'eu-central-1',
      });
      return {
        warehouse: `s3://${BUCKET}/wh`,
        properties: {
          's3.endpoint': server.url,
          's3.region': 'eu-central-1',
          's3.access-key-id': 'lakekey',
          's3.secret-access-key': SECRET,
        },
        storage: {
          stores: {
            lake: {
              endpoint: server.url,
              region: 'eu-central-1',
              accessKeyId: 'lakekey',
              secretAccessKey: SECRET,
            },
          },
        },
        stop: () => server.stop(),
      };
    },
  },
  {
    name: 'Azure Blob Storage (Azurite)',
    prepare: async directory => {
      mkdirSync(join(directory, 'azurite'));
      const server = await startAzurite({
        directory: join(directory, 'azurite'),
        account: ACCOUNT,
        accountKey: SECRET,
      });
      await new BlobServiceClient(
        `${server.url}/${ACCOUNT}`,
        new StorageSharedKeyCredential(ACCOUNT, SECRET),
      )
        .getContainerClient(BUCKET)
        .create();
      return {
        warehouse: `abfss://${BUCKET}@${ACCOUNT}.dfs.core.windows.net/wh`,
        properties: {
          'adls.account-name': ACCOUNT,
          'adls.account-key': SECRET,
          'adls.blob-storage-authority': new URL(server.url).host,
          'adls.blob-storage-scheme': 'http',
          'adls.dfs-storage-authority': new URL(server.url).host,
          'adls.dfs-storage-scheme': 'http',
        },
        storage: {
          stores: {
            azure: { endpoint: `${server.url}/${ACCOUNT}`, accountKey: SECRET },
          },
        },
        stop: () => server.stop(),
      };
    },
  },
  {
    name: 'Google Cloud Storage (fake-gcs-server)',
    prepare: async directory => {
      mkdirSync(join(directory, 'data', BUCKET), { recursive: true });
      const server = await startFakeGcs(join(directory, 'data'));
      return {
        warehouse: `gs://${BUCKET}/wh`,
        properties: {
          'gcs.service.host': server.url,
          'gcs.oauth2.token': 'anybody',
          'gcs.oauth2.token-expires-at': '4102444800000',
        },
        storage: {
          stores: { google: { endpoint: server.url, anonymous: true } },
        },
        stop: () => server.stop(),
      };
    },
  },
  {
    name: 'a folder of this machine',
    prepare: async directory => {
      const folder = join(directory, 'wh');
      mkdirSync(folder);
      // Neither of these is there for the portal.
      mkdirSync(join(directory, 'secret/metadata'), { recursive: true });
      writeFileSync(join(directory, 'secret/metadata/v1.metadata.json'), '{}');
      symlinkSync(join(directory, 'secret'), join(folder, 'linked'));
      return { warehouse: folder, properties: {}, stop: async () => {} };
    },
  },
];

describe.each(STORES)('Tables without a catalog in $name', ({ prepare }) => {
  let directory: string;
  let store: PreparedStore;
  let written: Written;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'lakehouse-folder-'));
    store = await prepare(directory);
    written = await runPyIceberg<Written>(SCRIPT, {
      uri: `sqlite:///${join(directory, 'catalog.db')}`,
      warehouse: store.warehouse,
      properties: store.properties,
    });
  }, 1_200_000);

  afterAll(async () => {
    await store?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  it('are listed, read and measured by the portal as PyIceberg left them', async () => {
    const { server } = await startTestBackend({
      features: [
        lakehousePlugin,
        mockServices.rootConfig.factory({
          data: {
            lakehouse: {
              connections: {
                folder: {
                  type: 'folder',
                  warehouses: store.warehouse,
                  ...(store.storage && { storage: store.storage }),
                },
              },
            },
          },
        }),
      ],
    });
    await request(server)
      .post('/api/lakehouse/lakehouses/folder/scan')
      .expect(200);
    const { body } = await request(server)
      .get('/api/lakehouse/tables')
      .query({ lakehouse: 'folder', sort: 'name' })
      .expect(200);
    expect(
      body.items
        .map((item: { schema: string; table: string }) =>
          [item.schema, item.table].join('.'),
        )
        .sort(),
    ).toEqual(Object.keys(written).sort());
    for (const [name, table] of Object.entries(written)) {
      const [, schema, tableName] = /^(.*)\.([^.]+)$/.exec(name)!;
      const path = `/api/lakehouse/lakehouses/folder/schemas/${schema}/tables/${tableName}`;
      const detail = await request(server).get(path).expect(200);
      const snapshots = await request(server).get(`${path}/snapshots`);
      const health = await request(server).get(`${path}/health`).expect(200);
      expect({
        name,
        metadata: detail.body.metadataLocation,
        snapshots: snapshots.body.snapshots
          .map((item: { snapshotId: string }) => item.snapshotId)
          .sort(),
      }).toEqual({
        name,
        metadata: table.metadata,
        snapshots: [...table.snapshots].sort(),
      });
      const partitions = health.body.partitions?.worst ?? [];
      const sum = (key: string) =>
        partitions.reduce(
          (total: number, partition: Record<string, number>) =>
            total + partition[key],
          0,
        );
      expect({ name, rows: sum('records'), files: sum('dataFiles') }).toEqual({
        ...{ name, rows: table.rows, files: table.files },
      });
      expect(JSON.stringify([detail.body, health.body])).not.toContain(SECRET);
    }
    const lakehouse = await request(server)
      .get('/api/lakehouse/lakehouses/folder')
      .expect(200);
    expect(lakehouse.body.connection).toContainEqual({
      label: 'Warehouse',
      value: store.warehouse,
    });
    expect(JSON.stringify(lakehouse.body)).not.toContain(SECRET);
  });
});
