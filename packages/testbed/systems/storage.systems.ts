import {
  BlobServiceClient,
  StorageSharedKeyCredential,
} from '@azure/storage-blob';
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import {
  AzureFileIO,
  GcsFileIO,
  HttpFileIO,
  LimitedFileIO,
  S3FileIO,
} from '@lakehouse-portal/storage';
import {
  findMetadataLocation,
  inspectionToJson,
  inspectTable,
  type ListingFileIO,
  LocalFileIO,
  readManifestList,
  readTableMetadata,
  RewritingFileIO,
  type TableMetadata,
} from '@lakehouse-portal/table-metadata';
import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  createBucket,
  RecordingProxy,
  type S3Access,
  s3Client,
  startAzurite,
  startFakeGcs,
  startMinio,
  startSeaweedFs,
  startVersityGateway,
  type StoreServer,
} from '../src';

/** Tables that PyIceberg and Spark wrote; their metadata names other places, which the tests rewrite. */
const FIXTURES = resolve(__dirname, '../../table-metadata/fixtures');
const TABLES = [
  'pyiceberg/orders',
  'pyiceberg/deletes',
  'spark/evo',
  'spark/gz_meta',
  'spark/dv3',
  'spark/mor2file',
];
const writtenAt = (table: string) =>
  table.replace(/^(\w+)\//, 'file:///tmp/lakehouse-fixtures/$1/db/');
const BUCKET = 'lake';
const REGION = 'eu-central-1';
const ACCOUNT = 'lakeaccount';

interface Store {
  name: string;
  base: string;
  /** Whether it looks at who asks. */
  checksWho: boolean;
  start(directory: string, secret: string): Promise<StoreServer>;
  /** Puts the fixtures below `wh/`, where the server does not find them by itself. */
  fill(url: string, secret: string, directory: string): Promise<void>;
  fileIO(url: string, secret: string): ListingFileIO;
  /** Deletes an object behind the FileIO's back. */
  remove(
    url: string,
    secret: string,
    directory: string,
    key: string,
  ): Promise<void>;
}

function blobService(url: string, secret: string): BlobServiceClient {
  return new BlobServiceClient(
    `${url}/${ACCOUNT}`,
    new StorageSharedKeyCredential(ACCOUNT, secret),
  );
}

/** Files of the fixtures, as keys. */
async function fixtureKeys(): Promise<string[]> {
  const local = await LocalFileIO.create({ roots: [FIXTURES] });
  const keys: string[] = [];
  for (const table of TABLES)
    for (const { location } of await local.list(
      join(FIXTURES, table, 'metadata'),
    ))
      keys.push(location.slice(FIXTURES.length + 1));
  return keys;
}

function s3Access(endpoint: string, secretAccessKey: string): S3Access {
  return { endpoint, region: REGION, accessKeyId: 'lakekey', secretAccessKey };
}

function s3FileIO(endpoint: string, secretAccessKey: string): S3FileIO {
  return new S3FileIO({
    warehouses: [`s3://${BUCKET}/wh`],
    ...{ endpoint, region: REGION, pathStyle: true },
    credentials: { accessKeyId: 'lakekey', secretAccessKey },
  });
}

/** Of stores whose buckets are no folders. */
const OVER_S3: Pick<
  Store,
  'base' | 'checksWho' | 'fill' | 'fileIO' | 'remove'
> = {
  base: `s3://${BUCKET}`,
  checksWho: true,
  fill: async (url, secret) => {
    await createBucket(s3Access(url, secret), BUCKET);
    const client = s3Client(s3Access(url, secret));
    for (const key of await fixtureKeys())
      await client.send(
        new PutObjectCommand({
          ...{ Bucket: BUCKET, Key: `wh/${key}` },
          Body: readFileSync(join(FIXTURES, key)),
        }),
      );
    client.destroy();
  },
  fileIO: s3FileIO,
  remove: async (url, secret, _directory, key) => {
    const client = s3Client(s3Access(url, secret));
    await client.send(new DeleteObjectCommand({ Bucket: BUCKET, Key: key }));
    client.destroy();
  },
};

const STORES: Store[] = [
  {
    name: 'S3 (versitygw), path style',
    base: `s3://${BUCKET}`,
    checksWho: true,
    start: (directory, secretAccessKey) =>
      startVersityGateway({
        directory,
        accessKeyId: 'lakekey',
        secretAccessKey,
        region: REGION,
      }),
    fill: async () => undefined,
    fileIO: s3FileIO,
    remove: async (_url, _secret, directory, key) =>
      rmSync(join(directory, 'data', BUCKET, key)),
  },
  {
    name: 'S3 (MinIO), path style',
    ...OVER_S3,
    start: (directory, secretAccessKey) =>
      startMinio({
        ...{ directory, region: REGION },
        ...{ accessKeyId: 'lakekey', secretAccessKey },
      }),
  },
  {
    name: 'S3 (SeaweedFS), path style',
    ...OVER_S3,
    start: async (directory, secretAccessKey) =>
      (
        await startSeaweedFs({
          ...{ directory, accessKeyId: 'lakekey', secretAccessKey },
        })
      ).store,
  },
  {
    name: 'Azure Blob Storage (Azurite)',
    base: `abfss://${BUCKET}@${ACCOUNT}.dfs.core.windows.net`,
    checksWho: true,
    start: (directory, accountKey) =>
      startAzurite({
        directory: join(directory, 'azurite'),
        account: ACCOUNT,
        accountKey,
      }),
    fill: async (url, secret) => {
      const container = blobService(url, secret).getContainerClient(BUCKET);
      await container.create();
      for (const key of await fixtureKeys())
        await container
          .getBlockBlobClient(`wh/${key}`)
          .uploadData(readFileSync(join(FIXTURES, key)));
    },
    fileIO: (url, accountKey) =>
      new AzureFileIO({
        warehouses: [`abfss://${BUCKET}@${ACCOUNT}.dfs.core.windows.net/wh`],
        endpoint: `${url}/${ACCOUNT}`,
        accountKey,
      }),
    remove: async (url, secret, _directory, key) => {
      await blobService(url, secret).getContainerClient(BUCKET).deleteBlob(key);
    },
  },
  {
    name: "Google's JSON API (fake-gcs-server)",
    base: `gs://${BUCKET}`,
    checksWho: false,
    start: directory => startFakeGcs(join(directory, 'data')),
    fill: async () => undefined,
    fileIO: endpoint =>
      new GcsFileIO({
        warehouses: [`gs://${BUCKET}/wh`],
        ...{ endpoint, anonymous: true },
      }),
    remove: async (url, _secret, _directory, key) => {
      const response = await fetch(
        `${url}/storage/v1/b/${BUCKET}/o/${encodeURIComponent(key)}`,
        { method: 'DELETE' },
      );
      expect(response.ok).toBe(true);
    },
  },
];

describe.each(STORES)('$name', store => {
  const secret = randomBytes(32).toString('base64');
  let directory: string;
  let server: StoreServer;
  let proxy: RecordingProxy;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'lakehouse-storage-'));
    for (const table of TABLES)
      cpSync(
        join(FIXTURES, table),
        join(directory, 'data', BUCKET, 'wh', table),
        { recursive: true },
      );
    mkdirSync(join(directory, 'azurite'));
    server = await store.start(directory, secret);
    await store.fill(server.url, secret, directory);
    proxy = await RecordingProxy.start(server.url);
  }, 1_200_000);

  afterAll(async () => {
    await proxy?.stop();
    await server?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  async function inspect(
    io: ListingFileIO,
    folder: string,
    table: string,
  ): Promise<{ metadata: TableMetadata; json: unknown; io: RewritingFileIO }> {
    const { metadataLocation } = await findMetadataLocation(io, folder);
    const rewritten = new RewritingFileIO(io, [
      { from: writtenAt(table), to: folder },
    ]);
    const metadata = await readTableMetadata(io, metadataLocation);
    const inspection = await inspectTable(rewritten, metadata, {
      concurrency: 64,
    });
    const json = {
      ...(inspectionToJson(inspection) as Record<string, unknown>),
      metadataLocation: metadataLocation.slice(folder.length),
    };
    return { metadata, json, io: rewritten };
  }

  it.each(TABLES)(
    'inspects %s as a local copy, by one GET for each file and no HEAD',
    async table => {
      const local = await LocalFileIO.create({ roots: [FIXTURES] });
      const copy = await inspect(local, join(FIXTURES, table), table);
      proxy.log.length = 0;
      const remote = new LimitedFileIO(store.fileIO(proxy.url, secret), 16);
      const { json, metadata, io } = await inspect(
        remote,
        `${store.base}/wh/${table}`,
        table,
      );
      expect(json).toEqual(copy.json);
      expect(json).toMatchObject({ files: { incomplete: false } });
      const asked = proxy.log.map(decodeURIComponent);
      expect(asked.filter(line => !line.startsWith('GET '))).toEqual([]);

      const snapshot = metadata.snapshots.find(
        ({ snapshotId }) => snapshotId === metadata.currentSnapshotId,
      )!;
      const manifests = await readManifestList(io, metadata, snapshot);
      const names = [
        ...manifests.map(({ manifestPath }) => manifestPath),
        snapshot.manifestList!,
      ].map(path => path.slice(path.lastIndexOf('/') + 1));
      expect(names.length).toBeGreaterThan(1);
      for (const name of names)
        expect(asked.filter(line => line.endsWith(`/${name}`))).toHaveLength(1);
    },
  );

  it('reads ranges, beyond the end as well', async () => {
    const [key] = (await fixtureKeys()).filter(name => name.endsWith('.avro'));
    const content = readFileSync(join(FIXTURES, key));
    const io = store.fileIO(proxy.url, secret);
    const read = async (offset: number, length: number) =>
      Buffer.from(
        await io.read(`${store.base}/wh/${key}`, { range: { offset, length } }),
      );
    expect(await read(0, 4)).toEqual(content.subarray(0, 4));
    expect(await read(content.length - 5, 100)).toEqual(content.subarray(-5));
    expect(await read(content.length, 1)).toHaveLength(0);
    expect(await read(3, 0)).toHaveLength(0);
  });

  it('names a manifest that is gone, and counts the rest as incomplete', async () => {
    const table = 'spark/mor2file';
    const io = store.fileIO(server.url, secret);
    const folder = `${store.base}/wh/${table}`;
    const before = await inspect(io, folder, table);
    const snapshot = before.metadata.snapshots.find(
      ({ snapshotId }) => snapshotId === before.metadata.currentSnapshotId,
    )!;
    const [manifest] = await readManifestList(
      before.io,
      before.metadata,
      snapshot,
    );
    const name = manifest.manifestPath.split('/').at(-1)!;
    await store.remove(
      server.url,
      secret,
      directory,
      `wh/${table}/metadata/${name}`,
    );
    const after = await inspect(io, folder, table);
    expect(after.json).toMatchObject({
      files: { incomplete: true },
      warnings: expect.arrayContaining([
        expect.objectContaining({
          message: expect.stringContaining(name),
        }),
      ]),
    });
  });

  it('tells apart what is not there: a file, a folder, a bucket', async () => {
    const io = store.fileIO(server.url, secret);
    await expect(io.read(`${store.base}/wh/nothing`)).rejects.toMatchObject({
      name: 'MissingFileError',
    });
    expect(await io.list(`${store.base}/wh/nothing`)).toEqual([]);
  });

  it('says that there is no permission when the secret is wrong, at once and without it', async () => {
    const wrong = randomBytes(32).toString('base64');
    proxy.log.length = 0;
    const reading = store.fileIO(proxy.url, wrong).read(`${store.base}/wh/x`);
    if (!store.checksWho) {
      // fake-gcs-server lets everybody in, so that only what is not there is refused.
      await expect(reading).rejects.toMatchObject({ name: 'MissingFileError' });
      return;
    }
    const error = await reading.catch(reason => reason);
    expect(error).toMatchObject({
      name: 'AccessDeniedError',
      status: 403,
      attempts: 1,
      message: expect.stringContaining(`No permission to read ${store.base}`),
    });
    expect(proxy.log).toHaveLength(1);
    expect(
      JSON.stringify([error, error.message, error.stack, error.cause]),
    ).not.toContain(wrong);
  });
});

describe('HTTP', () => {
  it('reads a table from what a store makes public, given its metadata file', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'lakehouse-storage-'));
    const table = 'pyiceberg/orders';
    cpSync(join(FIXTURES, table), join(directory, 'data', BUCKET, table), {
      recursive: true,
    });
    const server = await startFakeGcs(join(directory, 'data'));
    try {
      const local = await LocalFileIO.create({ roots: [FIXTURES] });
      const found = await findMetadataLocation(local, join(FIXTURES, table));
      const folder = `${server.url}/${BUCKET}/${table}`;
      const io = new HttpFileIO({ warehouses: [`${server.url}/${BUCKET}`] });
      const metadata = await readTableMetadata(
        io,
        found.metadataLocation.replace(join(FIXTURES, table), folder),
      );
      const { files } = await inspectTable(
        new RewritingFileIO(io, [{ from: writtenAt(table), to: folder }]),
        metadata,
      );
      expect(files).toMatchObject({ incomplete: false, warnings: [] });
    } finally {
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    }
  }, 600_000);
});
