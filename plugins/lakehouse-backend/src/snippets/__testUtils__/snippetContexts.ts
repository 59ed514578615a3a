import type { SnippetAuth, SnippetCatalog } from '../SnippetCatalog';
import type { SnippetContext } from '../SnippetContext';
import type { SnippetStore } from '../SnippetStore';

const AUTHS: SnippetAuth[] = [
  { kind: 'none' },
  { kind: 'basic' },
  { kind: 'bearer' },
  {
    kind: 'oauth2',
    serverUrl: 'https://login.example.com/token',
    scope: 'all',
  },
  { kind: 'sigv4', region: 'eu-west-1', service: 'glue' },
];
/** The address of the REST catalogs. */
export const REST = 'https://catalog.example.com/api/catalog';
/** A catalog of each kind, and of each way to sign in. */
export const CATALOGS: SnippetCatalog[] = [
  { kind: 'sqlite', file: '/lake/catalog.db', name: 'shop' },
  { kind: 'postgresql', address: 'pg.example.com:5432/iceberg', name: 'shop' },
  { kind: 'mysql', address: 'db.example.com:3306/iceberg', name: 'shop' },
  ...AUTHS.map(
    (auth): SnippetCatalog => ({
      kind: 'rest',
      url: REST,
      warehouse: 'main',
      auth,
    }),
  ),
  {
    kind: 'rest',
    url: REST,
    auth: { kind: 'bearer' },
    headers: ['Polaris-Realm'],
    vendedCredentials: true,
  },
  {
    kind: 'nessie',
    url: 'http://nessie.example.com:19120',
    reference: 'main',
    auth: { kind: 'none' },
  },
  { kind: 'hive', uris: ['thrift://hms.example.com:9083'] },
  {
    kind: 'hive',
    uris: ['thrift://hms.example.com:9083'],
    isEncrypted: true,
    isFramed: true,
  },
  { kind: 'glue', region: 'eu-west-1' },
  {
    kind: 'unity',
    url: 'https://unity.example.com',
    catalog: 'main',
    auth: { kind: 'bearer' },
  },
  { kind: 'folder' },
  { kind: 'trino', url: 'https://trino.example.com', catalog: 'lake' },
];
/** A store of each kind, with the location that tables are below. */
export const STORES: Array<{ store: SnippetStore; root: string }> = [
  { store: { kind: 's3', region: 'eu-west-1' }, root: 's3://bucket' },
  {
    store: {
      kind: 's3',
      endpoint: 'https://s3.example.com:9000',
      region: 'us-east-1',
      pathStyle: true,
    },
    root: 's3a://bucket',
  },
  { store: { kind: 'gs' }, root: 'gs://bucket' },
  {
    store: { kind: 'azure', account: 'acc' },
    root: 'abfss://files@acc.dfs.core.windows.net',
  },
  { store: { kind: 'local' }, root: 'file:///lake/warehouse' },
];

/** The table `sales.orders` of a catalog, in a store. */
export function contextOf(
  catalog: SnippetCatalog,
  { store, root }: (typeof STORES)[number],
  more: Partial<SnippetContext> = {},
): SnippetContext {
  return {
    lakehouse: 'lake',
    catalog,
    store,
    warehouse: root,
    namespace: ['sales'],
    table: 'orders',
    tableLocation: `${root}/sales/orders`,
    metadataLocation: `${root}/sales/orders/metadata/00003-abc.metadata.json`,
    ...more,
  };
}

/** Every catalog in every store, as it may be. */
export const snippetContexts = CATALOGS.flatMap(catalog =>
  STORES.map(store => contextOf(catalog, store)),
);
