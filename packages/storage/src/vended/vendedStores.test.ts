import type { StoreConfig } from '../config/StorageConfig';
import { vendedStores } from './vendedStores';

const KEYS = { 's3.access-key-id': 'id', 's3.secret-access-key': 'secret' };
const S3: StoreConfig = {
  name: 's3',
  kind: 's3',
  warehouses: ['s3://lake/wh'],
};
const GS: StoreConfig = { name: 'gs', kind: 'gs', warehouses: ['gs://lake'] };
const AZURE: StoreConfig = {
  name: 'azure',
  kind: 'azure',
  warehouses: ['abfss://c@acme.dfs.core.windows.net/wh'],
  accountKey: 'own',
};

describe('vendedStores', () => {
  it('replaces how a store is signed, and leaves what may be read', () => {
    const own: StoreConfig = {
      ...S3,
      profile: 'p',
      credentials: { accessKeyId: 'own', secretAccessKey: 'own' },
    };
    expect(
      vendedStores(
        [own, GS, AZURE],
        {
          ...KEYS,
          's3.session-token': 'session',
          'client.region': 'eu-west-1',
          's3.path-style-access': 'true',
          'gcs.oauth2.token': 'ya29.token',
          'adls.sas-token.acme.dfs.core.windows.net': 'sig=1',
          'adls.sas-token.other.dfs.core.windows.net': 'sig=2',
        },
        [],
      ),
    ).toEqual([
      {
        ...S3,
        region: 'eu-west-1',
        pathStyle: true,
        credentials: {
          accessKeyId: 'id',
          secretAccessKey: 'secret',
          sessionToken: 'session',
        },
      },
      { ...GS, token: 'ya29.token' },
      {
        name: 'azure',
        kind: 'azure',
        warehouses: AZURE.warehouses,
        sasToken: 'sig=1',
      },
    ]);
  });

  it.each<Record<string, string>>([
    {},
    { 's3.access-key-id': 'id' },
    { 's3.endpoint': 'http://h', 's3.remote-signing-enabled': 'true' },
    { 'adls.sas-token.other': 'sig=2' },
  ])('has no use for %j', properties => {
    expect(vendedStores([S3, GS, AZURE], properties, [])).toBeUndefined();
  });

  it.each([
    [undefined, undefined, undefined],
    [undefined, 'https://s3.eu-west-1.amazonaws.com', undefined],
    [undefined, 'https://s3.amazonaws.com/', undefined],
    ['http://own:9000', 'http://inside-docker:9000', 'http://own:9000'],
    [undefined, 'https://store.example.com', 'https://store.example.com'],
    [
      undefined,
      'https://STORE.example.com:443/x',
      'https://STORE.example.com:443/x',
    ],
  ])(
    'of the endpoints %s (configured) and %s (of the catalog) takes %s',
    (configured, vended, expected) => {
      const properties =
        vended === undefined ? KEYS : { ...KEYS, 's3.endpoint': vended };
      expect(
        vendedStores([{ ...S3, endpoint: configured }], properties, [
          'https://store.example.com/',
        ]),
      ).toMatchObject([{ endpoint: expected }]);
    },
  );

  it.each([
    'http://169.254.169.254',
    'http://store.example.com',
    'https://store.example.com.evil.example',
    'https://store.example.com@evil.example',
    'https://u:p@store.example.com',
    'https://s3.amazonaws.com.evil.example',
    'http://s3.amazonaws.com',
    'https://s3.x@evil.example/.amazonaws.com',
    'not a url',
    'file:///etc/passwd',
  ])('refuses the endpoint %s of a catalog', endpoint => {
    expect(() =>
      vendedStores([S3], { ...KEYS, 's3.endpoint': endpoint }, [
        'https://store.example.com',
      ]),
    ).toThrow(expect.objectContaining({ name: 'StorageConfigError' }));
  });

  it('refuses a region that would name another host, and a token that is no header, without quoting it', () => {
    expect(() =>
      vendedStores([S3], { ...KEYS, 'client.region': 'x.evil.example/' }, []),
    ).toThrow('names a region for the store that is none');
    expect(() =>
      vendedStores([GS], { 'gcs.oauth2.token': 'secret\r\nx: y' }, []),
    ).toThrow(/^The catalog lent a token for the store that is none$/);
  });
});
