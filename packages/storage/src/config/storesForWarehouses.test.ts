import type { StoreConfig } from './StorageConfig';
import { storesForWarehouses } from './storesForWarehouses';

function store(name: string, ...warehouses: string[]): StoreConfig {
  return { name, kind: 's3', warehouses };
}

function serve(allowed: string[], ...stores: StoreConfig[]) {
  const { stores: found, folders } = storesForWarehouses(
    allowed,
    stores,
    'warehouses',
  );
  return {
    stores: Object.fromEntries(
      found.map(({ name, warehouses }) => [name, warehouses]),
    ),
    folders,
  };
}

describe('storesForWarehouses', () => {
  it('lets a store read what is allowed, and no more than that', () => {
    expect(
      serve(['s3://lake/a', 's3a://lake/b'], store('lake', 's3://lake')),
    ).toEqual({
      stores: { lake: ['s3://lake/a', 's3a://lake/b'] },
      folders: [],
    });
  });

  it('takes the first store that has a location', () => {
    expect(
      serve(
        ['s3://lake/a'],
        store('own', 's3://lake/a'),
        store('shared', 's3://lake'),
      ).stores,
    ).toEqual({ own: ['s3://lake/a'] });
  });

  it('takes the settings of a store for its part of what is allowed, and the environment for the rest', () => {
    expect(
      serve(['s3://lake'], store('part', 's3://lake/eu', 's3://x')).stores,
    ).toEqual({
      LOCATION: ['s3://lake'],
      part: ['s3://lake/eu'],
    });
  });

  it('reads what no store has as the environment says, no further than what is allowed', () => {
    expect(
      serve(
        ['gs://lake/a', 'https://h/files', 's3://lake-2/a'],
        store('lake', 's3://lake'),
      ).stores,
    ).toEqual({ LOCATION: expect.any(Array) });
    expect(
      storesForWarehouses(['gs://lake/a', 'https://h/files'], [], 'w').stores,
    ).toEqual([
      { name: 'LOCATION', kind: 'gs', warehouses: ['gs://lake/a'] },
      { name: 'LOCATION', kind: 'http', warehouses: ['https://h/files'] },
    ]);
  });

  it('knows folders of this machine in all spellings', () => {
    expect(
      serve([
        '/data/a/',
        'file:///data/b',
        'file:/data/c',
        'file://localhost/d',
      ]).folders,
    ).toEqual(['/data/a', '/data/b', '/data/c', '/d']);
  });

  it.each([
    '/',
    '//',
    'file:///',
    'data',
    './data',
    '/a/../b',
    '/a//b',
    '/a/.',
    'file://host/a',
    'ftp://h/a',
    's3://',
    's3://a/../b',
    'abfss://nobody/x',
    'https://u:p@h/x',
    '',
  ])('refuses %j, with the key', location => {
    expect(() => serve([location])).toThrow(
      expect.objectContaining({ name: 'StorageConfigError' }),
    );
    expect(() => serve([location])).toThrow(/warehouse/);
  });
});
