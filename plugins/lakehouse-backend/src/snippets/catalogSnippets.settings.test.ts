import {
  CATALOGS,
  contextOf,
  REST,
  STORES,
} from './__testUtils__/snippetContexts';
import { catalogSnippets } from './catalogSnippets';
import type { SnippetCatalog } from './SnippetCatalog';

/** What is said to an engine: the snippet, or why there is none. */
function codeOf(catalog: SnippetCatalog, store: (typeof STORES)[number]) {
  const snippets = catalogSnippets(contextOf(catalog, store));
  return (engine: string) => {
    const found = snippets.find(snippet => snippet.engine === engine);
    return found?.code ?? found?.notPossible ?? '';
  };
}

describe('catalogSnippets', () => {
  it('PyIceberg opens a catalog in MySQL by a driver that it does not bring', () => {
    const code = catalogSnippets(contextOf(CATALOGS[2], STORES[0])).find(
      ({ engine }) => engine === 'PyIceberg',
    )?.code;
    expect(code).toContain('>=0.12" pymysql\n');
    expect(code).toContain('"uri": "mysql+pymysql://" + ');
  });

  it('warns of a Hive Metastore 4.0 where the client of an engine calls what that lacks, and of no other', () => {
    const warned = (version?: string) =>
      catalogSnippets(
        contextOf(
          { kind: 'hive', uris: ['thrift://hms:9083'], version },
          STORES[0],
        ),
      )
        .filter(({ code }) => code?.includes('get_table'))
        .map(({ engine }) => engine)
        .sort();
    expect(warned('4.0.1')).toEqual(['PyIceberg', 'Spark']);
    for (const version of ['3.1.3', '4.1.0', undefined])
      expect(warned(version)).toEqual([]);
  });

  it('bug: names the schema that a catalog in PostgreSQL is in: engines looked into another', () => {
    const code = codeOf(
      {
        kind: 'postgresql',
        address: 'pg:5432/db',
        name: 's',
        schema: 'lake X',
      },
      STORES[0],
    );
    for (const engine of ['Trino', 'Spark', 'Flink'])
      expect(code(engine)).toContain(
        'jdbc:postgresql://pg:5432/db?currentSchema=lake%20X',
      );
    expect(code('PyIceberg')).toContain(
      '"@pg:5432/db?options=-csearch_path%3D%22lake%5C%20X%22"',
    );
  });

  it('bug: tells engines of the prefix of a REST catalog that names none itself, or says why not', () => {
    const code = codeOf(
      { kind: 'rest', url: REST, prefix: 'a/b', auth: { kind: 'bearer' } },
      STORES[0],
    );
    expect(code('Trino')).toContain('iceberg.rest-catalog.prefix=a/b');
    expect(code('Spark')).toContain('spark.sql.catalog.lake.prefix=a/b');
    expect(code('Flink')).toContain("'prefix' = 'a/b'");
    expect(code('PyIceberg')).toContain('"prefix": "a/b"');
    expect(code('Snowflake')).toContain("PREFIX = 'a/b'");
    expect(code('Dremio')).toContain('catalog property prefix = a/b');
    expect(code('DuckDB')).toContain('iceberg_scan(');
    expect(code('Presto')).toContain('not possible');
  });

  it('bug: Trino and DuckDB sign requests to a catalog with region and keys, also where that lends some for the files', () => {
    const code = codeOf(
      {
        kind: 'rest',
        url: REST,
        auth: { kind: 'sigv4', region: 'eu-west-1', service: 's3tables' },
        vendedCredentials: true,
      },
      { store: { kind: 's3' }, root: 's3://bucket' },
    );
    for (const setting of [
      'iceberg.rest-catalog.security=SIGV4',
      'iceberg.rest-catalog.signing-name=s3tables',
      'iceberg.security=read_only',
      's3.region=eu-west-1',
      's3.aws-access-key=${ENV:AWS_ACCESS_KEY_ID}',
    ])
      expect(code('Trino')).toContain(setting);
    expect(code('DuckDB')).toContain(
      "(TYPE s3, PROVIDER credential_chain, REGION 'eu-west-1')",
    );
  });

  it('bug: tells engines of the catalog, the TLS and the frames of a Hive Metastore, or says why not', () => {
    const metastore = (
      more: Partial<Extract<SnippetCatalog, { kind: 'hive' }>>,
    ) =>
      codeOf({ kind: 'hive', uris: ['thrift://hms:9083'], ...more }, STORES[0]);
    const named = metastore({ catalogName: 'eu' });
    expect(named('Trino')).toContain('hive.metastore.thrift.catalog-name=eu');
    expect(named('Presto')).toContain('hive.metastore.catalog.name=eu');
    expect(named('Presto')).toContain('Presto, 0.293 or newer; put in');
    expect(named('Flink')).toContain('metastore.catalog.default = eu');
    expect(named('Flink')).toContain("'hive-conf-dir' = '<FOLDER");
    expect(named('Spark')).toContain('not possible');

    const encrypted = metastore({ isEncrypted: true });
    expect(encrypted('Trino')).toContain(
      'hive.metastore.thrift.client.ssl.enabled=true',
    );
    expect(encrypted('Presto')).toContain(
      'hive.metastore.thrift.client.tls.enabled=true',
    );
    expect(encrypted('Flink')).toContain('hive.metastore.use.SSL = true');
    expect(encrypted('Spark')).toContain(
      'spark.hadoop.hive.metastore.use.SSL=true',
    );

    const framed = metastore({ isFramed: true });
    for (const engine of ['Trino', 'Presto'])
      expect(framed(engine)).toContain('messages in frames');
    expect(framed('Spark')).toContain(
      'spark.hadoop.hive.metastore.thrift.framed.transport.enabled=true',
    );

    for (const code of [named, encrypted, framed]) {
      expect(code('PyIceberg')).toContain('StaticTable.from_metadata(');
      expect(code('DuckDB')).toContain('iceberg_scan(');
      expect(code('Dremio')).toContain('not possible');
    }
    const plain40 = metastore({ isEncrypted: false, isFramed: false });
    expect(plain40('PyIceberg')).toContain('load_catalog(');
    expect(plain40('Flink')).not.toContain('hive-site');
  });
});
