import { ConfigReader } from '@backstage/config';
import { TrinoQueryError } from '@lakehouse-portal/trino';
import { namespaceOf, trinoNameOf } from './catalogNames';
import { previewIdentity } from './previewIdentity';
import { readTrinoConfig } from './readTrinoConfig';
import { toCatalogError } from './toCatalogError';
import { TrinoConnectorFactory } from './TrinoConnectorFactory';

const read = (trino: object) =>
  readTrinoConfig(
    new ConfigReader({
      trino: { server: 'https://trino.example.com', user: 'portal', ...trino },
    }),
    'lakehouse.connections.lake',
  );

it('needs one catalog or several, and says which key is wrong', () => {
  expect(() => read({})).toThrow(/lakehouse\.connections\.lake\.trino needs/);
  expect(() => read({ catalog: 'a', catalogs: ['b'] })).toThrow(/either/);
  expect(() => read({ catalogs: ['a', 'a'] })).toThrow(/twice/);
  expect(() =>
    read({ catalog: 'a', authentication: { type: 'kerberos' } }),
  ).toThrow(/none, basic, jwt or certificate, not "kerberos"/);
});

it('schemas are named with their catalog only where several may be read', () => {
  const one = read({ catalog: 'lake' });
  expect(namespaceOf(one, 'lake', 'shop')).toBe('shop');
  expect(trinoNameOf(one, { namespace: 'shop', name: 't' })).toEqual({
    catalog: 'lake',
    schema: 'shop',
    table: 't',
  });
  const several = read({ catalogs: ['lake', 'old.lake'] });
  expect(namespaceOf(several, 'old.lake', 'shop')).toBe('old%2Elake.shop');
  expect(
    trinoNameOf(several, { namespace: 'old%2Elake.shop', name: 't' }),
  ).toEqual({ catalog: 'old.lake', schema: 'shop', table: 't' });
  expect(
    trinoNameOf(several, { namespace: 'other.shop', name: 't' }),
  ).toBeUndefined();
});

it('previews run as the user of the connection, as another, or as the person who looks and nobody else', () => {
  const runAs = (previewUser: string | undefined, viewer?: string) =>
    previewIdentity(read({ catalog: 'lake', previewUser }), viewer);
  const alice = 'user:default/alice';
  expect(runAs(undefined, alice)).toEqual({ user: 'portal', isViewer: false });
  expect(runAs('reader')).toEqual({ user: 'reader', isViewer: false });
  expect(runAs('{name}', alice)).toEqual({ user: 'alice', isViewer: true });
  expect(runAs('{name}@{namespace}.example', 'user:sales/alice').user).toBe(
    'alice@sales.example',
  );
  for (const viewer of ['user:sales/alice', 'plugin:catalog', undefined])
    expect(() => runAs('{name}', viewer)).toThrow(/as the person who looks/);
  expect(() => runAs('{user}')).toThrow(
    /lakehouse\.connections\.lake\.trino\.previewUser/,
  );
  expect(() => runAs('all-of-{namespace}')).toThrow(/needs \{name\}/);
});

it('a refusal is no absence, and says what the user needs', () => {
  const error = toCatalogError(
    new TrinoQueryError({
      message: 'Access Denied: Cannot select from table shop.orders$files',
      errorName: 'PERMISSION_DENIED',
      errorCode: 4,
      errorType: 'USER_ERROR',
    }),
  ) as Error;
  expect(error.name).toBe('CatalogAccessDeniedError');
  expect(error.message).toContain('needs SELECT on it');
});

it('a password over plain HTTP is refused when connecting, and not quoted', async () => {
  const factory = TrinoConnectorFactory.create({
    limits: {
      timeoutMs: 1,
      maxRows: 1,
      maxResultBytes: 1,
      memoryLimitMb: 1,
      concurrency: 1,
    },
  });
  const connecting = factory.connect({
    name: 'lake',
    config: new ConfigReader({
      type: 'trino',
      trino: {
        server: 'http://trino.example.com',
        user: 'portal',
        catalog: 'lake',
        authentication: { type: 'basic', username: 'p', password: 'secret-1' },
      },
    }),
    logger: undefined as never,
  });
  await expect(connecting).rejects.toThrow(/plain HTTP/);
  await expect(connecting).rejects.not.toThrow(/secret-1/);
});
