import { tablesOf } from '../__testUtils__/tablesOf';
import type { ConnectionCheck } from '../catalog';
import { LOCATION } from './__testUtils__/icebergFace';
import { API, ownApi } from './__testUtils__/ownApi';
import { TOKEN, unityCatalogs } from './__testUtils__/unityCatalogs';

const { server, connect } = unityCatalogs();

describe('UnityCatalog, by its published API', () => {
  it('lists schemas and tables of all catalogs to the last page, of every format, and says which can be read', async () => {
    const catalog = connect();
    expect(await catalog.listNamespaces()).toEqual(
      ['unity.default', 'unity.empty', 'other.x'].map(namespace => ({
        namespace,
        properties: {
          layer: 'gold',
          comment: `Schema ${namespace.split('.')[1]}`,
        },
      })),
    );
    const tables = await tablesOf(catalog);
    expect(
      tables.map(({ namespace, name, kind, format, unreadable }) => [
        `${namespace}.${name}`,
        kind ?? format ?? 'iceberg',
        unreadable === undefined,
      ]),
    ).toEqual([
      ['unity.default.marksheet', 'iceberg', true],
      ['unity.default.numbers', 'delta', false],
      ['unity.default.native', 'iceberg', true],
      ['unity.default.lost', 'iceberg', false],
      ['unity.default.raw', 'csv', false],
      ['unity.default.v', 'view', true],
      ['other.x.t', 'parquet', false],
    ]);
    expect(tables[1].unreadable).toMatch(/^A Delta table without Iceberg/);
    expect(tables[0].location).toBe('s3://lake/marksheet');
    for (const { headers } of server.requests)
      expect(headers.authorization).toBe(`Bearer ${TOKEN}`);
    for (const table of tables)
      expect(await catalog.findTable(table)).toEqual(table);
  });

  it('reads Iceberg tables and Delta tables with UniForm by the Iceberg face of their catalog', async () => {
    const catalog = connect();
    const table = { namespace: 'unity.default', name: 'marksheet' };
    const loaded = await catalog.loadTable(table);
    expect(loaded).toMatchObject({
      metadata: {
        metadataLocation: LOCATION,
        currentSnapshotId: '7634966758708777637',
      },
    });
    if (!loaded || loaded === 'unchanged') throw new Error('Not loaded');
    expect(
      await catalog.loadTable(table, { knownVersion: loaded.version }),
    ).toBe('unchanged');
    expect(
      await catalog.loadTable({ namespace: 'unity.default', name: 'numbers' }),
    ).toBeUndefined();
  });

  it('has the schemas of one catalog as namespaces when one is configured', async () => {
    const catalog = connect({ catalog: 'unity' });
    expect(
      (await catalog.listNamespaces()).map(({ namespace }) => namespace),
    ).toEqual(['default', 'empty']);
    const tables = await tablesOf(catalog);
    expect(tables).toHaveLength(6);
    expect(await catalog.findTable(tables[0])).toEqual(tables[0]);
    expect(await catalog.loadTable(tables[0])).toMatchObject({
      metadata: { metadataLocation: LOCATION },
    });
  });

  it.each([
    ['unity.default', 'nothing'],
    ['unity.default', 'a.b'],
    ['unity.default', '../catalogs'],
    ['unity', 'default'],
    ['a.b.c', 't'],
    ['', 't'],
  ])('has no table %s.%s', async (namespace, name) => {
    expect(await connect().findTable({ namespace, name })).toBeUndefined();
  });

  it('bug: says that a table of a format is not read which is called as a member of every object is', async () => {
    server.answer(request =>
      request.path === `${API}/tables`
        ? {
            json: {
              tables: [{ name: 't', data_source_format: 'CONSTRUCTOR' }],
            },
          }
        : ownApi(request),
    );
    const [table] = await tablesOf(connect());
    expect(table.unreadable).toBe(
      'A constructor table: only Iceberg tables are read',
    );
  });

  it('bug: lists more schemas and tables on one page than a call may have arguments', async () => {
    const many = (member: string, prefix: string) => ({
      json: {
        [member]: Array.from({ length: 150_000 }, (_, index) => ({
          name: `${prefix}${index}`,
        })),
      },
    });
    server.answer(({ path, query }) => {
      if (path.endsWith('/schemas')) return many('schemas', 's');
      return query.get('schema_name') === 's0'
        ? many('tables', 't')
        : { json: {} };
    });
    const catalog = connect({ catalog: 'c', icebergPath: false });
    expect(await catalog.listNamespaces()).toHaveLength(150_000);
    for await (const tables of catalog.listTables()) {
      expect(tables).toHaveLength(150_000);
      break;
    }
  });

  it('checks hop by hop', async () => {
    const hops = async () => {
      const result: ConnectionCheck[] = [];
      for await (const hop of connect().check()) result.push(hop);
      return result.map(({ hop, outcome }) => `${hop} ${outcome}`);
    };
    expect(await hops()).toEqual([
      'configuration passed',
      'dns skipped',
      'tcp passed',
      'tls skipped',
      'authentication passed',
      'authorisation passed',
      'listing passed',
      'metadata-read passed',
    ]);
    server.answer(() => ({ status: 401 }));
    expect((await hops()).at(-1)).toBe('authentication failed');
    server.answer(() => ({ status: 403 }));
    expect((await hops()).at(-1)).toBe('authorisation failed');
  });
});
