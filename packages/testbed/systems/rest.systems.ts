import {
  type CatalogTable,
  IcebergRestCatalog,
  type LoadedTable,
  OAuth2Authenticator,
} from '@lakehouse-portal/catalogs';
import { readTableMetadata } from '@lakehouse-portal/table-metadata';
import { RecordingProxy, startIcebergRest } from '../src';
import { listAll } from './listAll';
import { loadTable } from './rest/loadTable';
import { RestLake, type WrittenTable } from './rest/RestLake';
import { TlsFront } from './rest/TlsFront';

/** Names that are hard for URLs, and that the server takes. */
const HARD_NAMES = ["o'Neill & co", 'a+b', 'größe', 'x=1;y', 'a.b'];

let lake: RestLake;
let proxy: RecordingProxy;
let catalog: IcebergRestCatalog;
let written: Record<string, WrittenTable>;

beforeAll(async () => {
  lake = await RestLake.start(({ directory, ...options }) =>
    startIcebergRest({
      ...options,
      backend: { type: 'sqlite', file: `${directory}/catalog.db` },
    }),
  );
  proxy = await RecordingProxy.start(lake.server.url);
  catalog = new IcebergRestCatalog({ url: new URL(proxy.url), pageSize: 2 });
  written = await lake.write({
    uri: lake.server.url,
    namespaces: [
      { levels: ['shop'], properties: { 'lakehouse.owner': 'team-a' } },
      { levels: ['shop', 'eu'] },
      { levels: ['shop', 'eu', 'old'] },
      { levels: ['empty'] },
    ],
    tables: [
      { identifier: ['shop', 'orders'], snapshots: 3 },
      { identifier: ['shop', 'new'], snapshots: 0 },
      { identifier: ['shop', 'eu', 'orders'], snapshots: 1 },
      { identifier: ['shop', 'eu', 'old', 'orders'], snapshots: 1 },
      ...HARD_NAMES.map(name => ({
        identifier: ['shop', name],
        snapshots: 1,
      })),
    ],
  });
}, 900_000);

afterAll(async () => {
  await catalog?.close();
  await proxy?.stop();
  await lake?.stop();
});

const byName = (a: CatalogTable, b: CatalogTable) =>
  `${a.namespace} ${a.name}`.localeCompare(`${b.namespace} ${b.name}`);

describe('Iceberg REST: the reference server', () => {
  it('lists namespaces inside of others with the separator that it announces, and their properties', async () => {
    expect(await catalog.listNamespaces()).toEqual(
      expect.arrayContaining([
        {
          namespace: 'shop',
          properties: expect.objectContaining({ 'lakehouse.owner': 'team-a' }),
        },
        expect.objectContaining({ namespace: 'shop.eu' }),
        expect.objectContaining({ namespace: 'shop.eu.old' }),
        expect.objectContaining({ namespace: 'empty' }),
      ]),
    );
    expect(await catalog.listNamespaces()).toHaveLength(4);
  });

  it('lists every table, two on a page', async () => {
    const names = (await listAll(catalog))
      .sort(byName)
      .map(({ namespace, name }) => [namespace, name]);
    const expected = [
      ['shop', 'orders'],
      ['shop', 'new'],
      ['shop.eu', 'orders'],
      ['shop.eu.old', 'orders'],
      ...HARD_NAMES.map(name => ['shop', name]),
    ];
    expect(names).toHaveLength(expected.length);
    expect(names).toEqual(expect.arrayContaining(expected));
  });

  it('gives the same metadata as the metadata file, number for number, whatever the names', async () => {
    const tables = await listAll(catalog);
    expect(tables.length).toBeGreaterThan(HARD_NAMES.length);
    for (const table of tables) {
      const { metadata } = await loadTable(catalog, table);
      const file = await readTableMetadata(
        lake.fileIO,
        metadata.metadataLocation,
      );
      expect(metadata).toEqual(file);
      const key = JSON.stringify([...table.namespace.split('.'), table.name]);
      expect(metadata.metadataLocation).toBe(written[key].metadata_location);
      expect(metadata.snapshots.map(({ snapshotId }) => snapshotId)).toEqual(
        written[key].snapshots,
      );
    }
  });

  it('has no table that was never there, and says so of a name that it can’t be asked for', async () => {
    expect(
      await catalog.loadTable({ namespace: 'shop', name: 'nope' }),
    ).toBeUndefined();
    expect(
      await catalog.findTable({ namespace: 'nope', name: 'nope' }),
    ).toBeUndefined();
    expect(
      await catalog.findTable({ namespace: 'shop', name: 'orders' }),
    ).toEqual({ namespace: 'shop', name: 'orders' });
    // Jetty refuses an encoded percent sign.
    await expect(
      catalog.loadTable({ namespace: 'shop', name: '50%' }),
    ).rejects.toMatchObject({ name: 'CatalogResponseError' });
  });

  it('answers 304 to its unquoted ETag, until the table changes', async () => {
    const orders = { namespace: 'shop.eu', name: 'orders' };
    const first = await loadTable(catalog, orders);
    expect(first.version).toMatch(/^[0-9a-f]+ s3:/);
    proxy.log.length = 0;
    expect(
      await catalog.loadTable(orders, { knownVersion: first.version }),
    ).toBe('unchanged');
    expect(proxy.log).toEqual(['GET /v1/namespaces/shop%2Eeu/tables/orders']);
    // Remembered without an ETag, as by a connection of another kind: the location tells.
    expect(
      await catalog.loadTable(orders, {
        knownVersion: first.metadata.metadataLocation,
      }),
    ).toBe('unchanged');
  });

  it('gives the snapshots that branches and tags name, when it is asked for them only', async () => {
    const orders = { namespace: 'shop', name: 'orders' };
    const { metadata, version } = (await catalog.loadTable(orders, {
      snapshots: 'refs',
    })) as LoadedTable;
    expect(metadata.snapshots.map(({ snapshotId }) => snapshotId)).toEqual([
      metadata.currentSnapshotId,
    ]);
    // The next whole reading must not take this for the table as it is.
    expect(version).toBeUndefined();
    expect((await loadTable(catalog, orders)).metadata.snapshots).toHaveLength(
      3,
    );
  });

  it('never shows its stack traces', async () => {
    const response = await fetch(
      `${lake.server.url}/v1/namespaces/nope/tables`,
    );
    expect(await response.text()).toContain('\\tat org.apache.iceberg');
    const error = await new IcebergRestCatalog({
      url: new URL(`${lake.server.url}/nowhere`),
    })
      .config()
      .catch(reason => reason);
    expect(error).toMatchObject({
      name: 'CatalogResponseError',
      message: expect.stringMatching(/\/nowhere\/v1\/config answered 4/),
    });
    expect(error.message).not.toMatch(/\bat org\.|Exception/);
  });

  it('is checked hop by hop, up to the metadata of a table', async () => {
    const outcomes: string[][] = [];
    for await (const { hop, outcome } of catalog.check())
      outcomes.push([hop, outcome]);
    expect(outcomes).toEqual([
      ['configuration', 'passed'],
      ['dns', 'skipped'],
      ['tcp', 'passed'],
      ['tls', 'skipped'],
      ['authentication', 'passed'],
      ['authorisation', 'passed'],
      ['listing', 'passed'],
      ['metadata-read', 'passed'],
    ]);
  });

  it('is reached over TLS by who trusts its authority, and tells everybody else what to do', async () => {
    const front = await TlsFront.start(lake.server.url, lake.directory);
    const url = new URL(front.url);
    const trusting = new IcebergRestCatalog({ url, ca: front.ca });
    expect(await trusting.listNamespaces()).not.toEqual([]);
    const tls = async (of: IcebergRestCatalog) => {
      for await (const check of of.check())
        if (check.hop === 'tls') return check;
      return undefined;
    };
    expect(await tls(trusting)).toMatchObject({
      outcome: 'passed',
      message: expect.stringContaining('catalog.testbed'),
    });
    const strange = new IcebergRestCatalog({ url });
    await expect(strange.listNamespaces()).rejects.toMatchObject({
      name: 'CatalogUnavailableError',
      message: expect.stringContaining('certificate is not trusted'),
    });
    expect(await tls(strange)).toMatchObject({
      outcome: 'failed',
      advice: expect.stringContaining('certificate of its authority'),
    });
    await trusting.close();
    await strange.close();
    await front.stop();
  });

  it('gives tokens for client credentials, one for many requests', async () => {
    const authenticator = new OAuth2Authenticator({
      tokenUrl: new URL('/v1/oauth/tokens', proxy.url),
      clientId: 'portal',
      clientSecret: 'testbed-secret',
    });
    const known = new IcebergRestCatalog({
      url: new URL(proxy.url),
      authenticator,
    });
    proxy.log.length = 0;
    expect(await known.listNamespaces()).toHaveLength(4);
    expect(
      proxy.log.filter(line => line === 'POST /v1/oauth/tokens'),
    ).toHaveLength(1);
    // It does not look at tokens, so that what it gave is looked at here.
    const { authorization } = await authenticator.authenticate({
      method: 'GET',
      url: new URL(proxy.url),
      headers: {},
    });
    expect(authorization).toMatch(/^Bearer \S+portal/);
    await known.close();
  });

  it('says what it is and can do', async () => {
    const { product, capabilities } = await catalog.describe();
    expect(product).toBe('Iceberg REST');
    expect(
      Object.fromEntries(
        capabilities.map(({ id, possible }) => [id, possible]),
      ),
    ).toMatchObject({
      'nested-namespaces': true,
      views: true,
      'detect-changes': true,
      'snapshot-history': true,
      references: false,
    });
  });
});
