import { LocalFileIO } from '@lakehouse-portal/table-metadata';
import { WarehouseFileIO } from '../routing/WarehouseFileIO';
import { createStores } from './createStores';
import { readStorageConfig } from './readStorageConfig';
import { storeForLocation } from './storeForLocation';

const SECRET = 's3cret';

describe('readStorageConfig', () => {
  it('reads stores of every kind, and makes them without asking anybody anything', () => {
    const config = readStorageConfig({
      concurrency: 8,
      attempts: '3',
      stallTimeoutSeconds: 2.5,
      stores: {
        minio: {
          warehouses: 's3://lake/wh',
          endpoint: 'http://127.0.0.1:9000',
          pathStyle: 'true',
          accessKeyId: 'key',
          secretAccessKey: SECRET,
        },
        amazon: { warehouses: ['s3a://a', 's3://b'], region: 'eu-west-1' },
        google: { warehouses: ['gs://lake'], keyFile: '/keys/google.json' },
        azure: {
          warehouses: ['abfss://c@a.dfs.core.windows.net'],
          sasToken: 'sig=x',
        },
        web: {
          warehouses: ['https://h/lake'],
          headers: { authorization: 'x' },
        },
      },
    });
    expect(config).toMatchObject({
      concurrency: 8,
      requests: { attempts: 3, stallTimeoutMs: 2500 },
      stores: [
        {
          name: 'minio',
          kind: 's3',
          pathStyle: true,
          credentials: { accessKeyId: 'key', secretAccessKey: SECRET },
        },
        { kind: 's3', credentials: undefined },
        { kind: 'gs' },
        { kind: 'azure' },
        { kind: 'http', headers: { authorization: 'x' } },
      ],
    });
    expect(createStores(config).map(store => store.warehouses)).toEqual(
      config.stores.map(store => store.warehouses),
    );
    expect(readStorageConfig(undefined)).toMatchObject({
      concurrency: 64,
      stores: [],
    });
  });

  const s3 = { warehouses: 's3://lake' };
  it.each([
    [
      { stores: { a: { ...s3, accessKeyId: 'k' } } },
      'stores.a.secretAccessKey is missing',
    ],
    [
      { stores: { a: { ...s3, secretAccessKey: SECRET } } },
      'stores.a.accessKeyId is missing',
    ],
    [
      { stores: { a: { ...s3, secretAccessKey: undefined } } },
      'stores.a.secretAccessKey has no value',
    ],
    [
      { stores: { a: { ...s3, accountKey: SECRET } } },
      'stores.a.accountKey is not a key of a store of this kind',
    ],
    [
      { stores: { a: { ...s3, endpoint: `https://u:${SECRET}@h` } } },
      'endpoint has to be a URL',
    ],
    [
      { stores: { a: { ...s3, endpoint: 'ftp://h' } } },
      'endpoint has to be a URL',
    ],
    [
      { stores: { a: { ...s3, region: 7 } } },
      'stores.a.region has to be a text',
    ],
    [
      { stores: { a: { ...s3, anonymous: 'maybe' } } },
      'stores.a.anonymous has to be true or false',
    ],
    [
      { stores: { a: { ...s3, anonymous: true, profile: 'p' } } },
      'neither credentials nor a profile',
    ],
    [{ stores: { a: {} } }, 'stores.a.warehouses has to be'],
    [{ stores: { a: { warehouses: [] } } }, 'stores.a.warehouses has to be'],
    [
      { stores: { a: { warehouses: '/data' } } },
      'stores.a.warehouses has to name locations',
    ],
    [
      { stores: { a: { warehouses: ['s3://a', 'gs://b'] } } },
      'another kind of store',
    ],
    [
      { stores: { a: { warehouses: `https://h/?sig=${SECRET}` } } },
      'has a query',
    ],
    [{ stores: { a: null } }, 'stores.a has to be an object'],
    [{ stores: [] }, 'lakehouse.storage.stores has to be an object'],
    [{ store: {} }, 'lakehouse.storage.store is not a key'],
    [{ concurrency: 0 }, 'concurrency has to be a number from 1 to 1024'],
    ['x', 'lakehouse.storage has to be an object'],
  ])('refuses %j', (value, message) => {
    const attempt = () => createStores(readStorageConfig(value));
    expect(attempt).toThrow(
      expect.objectContaining({ name: 'StorageConfigError' }),
    );
    expect(attempt).toThrow(message);
    expect(attempt).not.toThrow(SECRET);
  });
});

describe('storeForLocation', () => {
  it.each([
    ['s3a://lake/wh/t', ['s3://lake']],
    ['gs://lake/wh/t', ['gs://lake']],
    [
      'wasbs://c@a.blob.core.windows.net/t',
      ['abfss://c@a.dfs.core.windows.net'],
    ],
    ['https://h/lake/t/metadata/v1.metadata.json', ['https://h/lake/t']],
    ['https://h/t/v1.metadata.json', ['https://h/t']],
  ])('for %s reads no further than %j', (location, warehouses) => {
    expect(storeForLocation(location)).toMatchObject({ warehouses });
  });
});

describe('WarehouseFileIO', () => {
  it('takes the store with the longest warehouse, and local files only from where it was told to', async () => {
    const read: string[] = [];
    const [outer, inner] = ['s3://lake', 's3://lake/inner'].map(warehouse =>
      Object.assign(
        createStores(
          readStorageConfig({
            stores: { a: { warehouses: warehouse, anonymous: true } },
          }),
        )[0],
        {
          read: async () => {
            read.push(warehouse);
            return new Uint8Array();
          },
        },
      ),
    );
    const local = await LocalFileIO.create({ roots: [__dirname] });
    const io = new WarehouseFileIO({ stores: [inner, outer], local });
    await io.read('s3://lake/inner/x');
    await io.read('s3a://lake/inner2/x');
    expect(read).toEqual(['s3://lake/inner', 's3://lake']);
    expect(await io.read(__filename)).not.toHaveLength(0);
    for (const [location, files] of [
      ['s3://other/x', io],
      ['/etc/passwd', io],
      ['/etc/passwd', new WarehouseFileIO({ stores: [outer] })],
      ['s3://lake/../x', io],
    ] as const)
      await expect(files.read(location)).rejects.toMatchObject({
        name: 'LocationNotAllowedError',
      });
  });

  it('says that HTTP lists nothing', async () => {
    const stores = createStores(
      readStorageConfig({ stores: { a: { warehouses: 'https://h' } } }),
    );
    await expect(
      new WarehouseFileIO({ stores }).list('https://h/t'),
    ).rejects.toThrow('has to be named by its metadata file');
  });
});
