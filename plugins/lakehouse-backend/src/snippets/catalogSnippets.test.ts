import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { catalogSnippets } from './catalogSnippets';
import { connectionSnippets } from './connectionSnippets';
import type { SnippetAuth, SnippetCatalog } from './SnippetCatalog';
import type { SnippetContext } from './SnippetContext';
import type { SnippetStore } from './SnippetStore';

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
const REST = 'https://catalog.example.com/api/catalog';
const CATALOGS: SnippetCatalog[] = [
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
const STORES: Array<{ store: SnippetStore; root: string }> = [
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

function contextOf(
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
const contexts = CATALOGS.flatMap(catalog =>
  STORES.map(store => contextOf(catalog, store)),
);

/** What is said to an engine: the snippet, or why there is none. */
function codeOf(catalog: SnippetCatalog, store: (typeof STORES)[number]) {
  const snippets = catalogSnippets(contextOf(catalog, store));
  return (engine: string) => {
    const found = snippets.find(snippet => snippet.engine === engine);
    return found?.code ?? found?.notPossible ?? '';
  };
}

/** The shape of SQL: its words and signs, with each text, name and comment replaced by a mark. Undefined: a text has no end. */
function shapeOf(sql: string): string | undefined {
  const tokens =
    /--[^\n\r\u0085\u2028\u2029]*|'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\/\*\+|\*\/|\s+|[\w.]+|[^'"`]/gu;
  let shape = '';
  let end = 0;
  for (const match of sql.matchAll(tokens)) {
    if (match.index !== end) return undefined;
    end += match[0].length;
    const [first] = match[0];
    if (match[0].startsWith('--')) shape += '#';
    else if (`'"\``.includes(first)) shape += first;
    else shape += match[0];
  }
  return end === sql.length ? shape : undefined;
}

const name = fc
  .oneof(
    fc.string({ minLength: 1 }),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
    fc.constantFrom(
      `a'b"c\`d`,
      'a\nDROP TABLE x;--',
      '*/ x /*',
      '$(id)`id`${HOME}',
      '\\',
      "\\'; x",
    ),
  )
  .filter(text => !text.includes('\0') && text.isWellFormed());

/** In lower case and with one level, so that an engine's refusal of other names does not change the snippet. */
const plain = name.map(text => text.toLocaleLowerCase('en-US'));

describe('catalogSnippets', () => {
  it('says of each engine how or why not, for every catalog in every store, and holds no secret', () => {
    for (const context of contexts) {
      const snippets = catalogSnippets(context);
      expect(snippets.map(({ engine }) => engine).sort()).toEqual(
        ['DuckDB', 'Dremio', 'Flink', 'Presto', 'PyIceberg']
          .concat(['Snowflake', 'Spark', 'Trino'])
          .sort(),
      );
      for (const { engine, code, notPossible } of snippets) {
        expect(Boolean(code)).not.toBe(Boolean(notPossible));
        if (notPossible) {
          expect(notPossible).toMatch(
            new RegExp(`^${engine}: not possible\\. [A-Z].*\\.$`),
          );
        }
        expect(code ?? '').not.toMatch(/undefined|\[object|\bnull\b/);
      }
    }
    const [[rest]] = [CATALOGS.filter(({ kind }) => kind === 'rest')];
    const leaky = catalogSnippets(
      contextOf(
        {
          ...rest,
          url: 'https://me:hunter2@catalog.example.com/?t=hunter2',
        } as SnippetCatalog,
        STORES[0],
      ),
    );
    expect(JSON.stringify(leaky)).not.toContain('hunter2');
    const jdbc = catalogSnippets(
      contextOf(
        {
          kind: 'postgresql',
          address: 'jdbc:postgresql://me:hunter2@pg:5432/db?password=hunter2',
          name: 'shop',
        },
        STORES[0],
      ),
    );
    expect(JSON.stringify(jdbc)).not.toContain('hunter2');
    expect(JSON.stringify(jdbc)).toContain('jdbc:postgresql://pg:5432/db');
  });

  it('keeps names inside their quotes, whatever they are made of, in the SQL of all engines', () => {
    for (const context of contexts) {
      const usual = new Map(
        catalogSnippets(context).map(({ engine, code }) => [engine, code]),
      );
      fc.assert(
        fc.property(plain, plain, (schema, table) => {
          const folder = context.tableLocation.replace(
            'orders',
            // Of a table that was named by a slash, folders would be more.
            () => table.replaceAll('/', '-'),
          );
          const odd = catalogSnippets({
            ...context,
            namespace: [schema],
            table,
            tableLocation: folder,
            metadataLocation: `${folder}/metadata/0.metadata.json`,
          });
          for (const { engine, language, code } of odd) {
            if (language === 'sql' && code !== undefined) {
              expect(shapeOf(code)).toBe(shapeOf(usual.get(engine) ?? ''));
            }
          }
        }),
        { numRuns: 15 },
      );
    }
  });

  it('gives Spark words that a shell takes apart as they were meant, and puts secrets in', () => {
    const [{ table, namespace }] = fc
      .sample(fc.record({ table: plain, namespace: plain }), 1)
      .concat({ table: '', namespace: '' });
    for (const odd of [table, `a'b"c$(touch x)\\`]) {
      for (const context of contexts) {
        const spark = catalogSnippets({
          ...context,
          namespace: [namespace || 'n'],
          table: odd || 't',
        }).find(({ engine }) => engine === 'Spark');
        if (spark?.code === undefined) continue;
        const words = execFileSync(
          '/bin/bash',
          ['-c', `spark-sql() { printf '%s\\0' "$@"; }\n${spark.code}`],
          {
            encoding: 'utf8',
            stdio: ['ignore', 'pipe', 'pipe'],
            env: {
              LAKEHOUSE_PASSWORD: 'p w"$x',
              LAKEHOUSE_TOKEN: "t'1",
              LAKEHOUSE_CREDENTIAL: 'id:s',
            },
          },
        )
          .split('\0')
          .slice(0, -1);
        expect(words[0]).toBe('--packages');
        const settings = words.filter((_, at) => words[at - 1] === '--conf');
        expect(settings.every(setting => /^spark[\w.-]*=/.test(setting))).toBe(
          true,
        );
        if (context.catalog.kind === 'postgresql') {
          expect(settings).toContain(
            'spark.sql.catalog.shop.jdbc.password=p w"$x',
          );
        }
        const sql = words.at(-1) ?? '';
        expect(words.at(-2)).toBe('-e');
        expect(sql).toMatch(/^(SELECT|CREATE NAMESPACE)/);
        if (context.catalog.kind !== 'folder') {
          expect(sql).toContain(`\`${(odd || 't').replaceAll('`', '``')}\``);
        }
      }
    }
  });

  it('gives Python that Python parses, with the names as they are', () => {
    const tables = [...fc.sample(plain, 20), `a'b"c\\`, 'é\u2028\u{1f600}'];
    const scripts = contexts.flatMap(context =>
      tables.flatMap(table => {
        const { code } =
          catalogSnippets({ ...context, table }).find(
            ({ engine }) => engine === 'PyIceberg',
          ) ?? {};
        return code === undefined
          ? []
          : [{ code, table: code.includes('StaticTable') ? '' : table }];
      }),
    );
    expect(scripts.length).toBeGreaterThan(500);
    const answer = execFileSync(
      'python3',
      [
        '-c',
        [
          'import ast, json, sys',
          'for script in json.load(sys.stdin):',
          '    tree = ast.parse(script["code"])',
          '    texts = {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant)}',
          '    assert not script["table"] or script["table"] in texts, script',
          'print("ok")',
        ].join('\n'),
      ],
      { input: JSON.stringify(scripts), encoding: 'utf8' },
    );
    expect(answer.trim()).toBe('ok');
  });

  it('asks for a state by its 64-bit id, unchanged, wherever an engine can', () => {
    for (const context of contexts) {
      const id = '9007199254740993';
      for (const { engine, code } of catalogSnippets({
        ...context,
        snapshotId: id,
      })) {
        if (code !== undefined) expect(`${engine} ${code}`).toContain(id);
      }
    }
  });

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

  it('says why not where an engine could only fail', () => {
    const reason = (
      engine: string,
      catalog: SnippetCatalog,
      more: Partial<SnippetContext> = {},
    ) =>
      catalogSnippets(contextOf(catalog, STORES[0], more)).find(
        snippet => snippet.engine === engine,
      )?.notPossible;
    const postgresql = CATALOGS[1];
    const trino = CATALOGS.at(-1)!;
    expect(reason('Presto', postgresql)).toContain('no JDBC catalog');
    expect(reason('Dremio', postgresql)).toContain('no JDBC catalog');
    expect(reason('Spark', trino)).toContain('only through Trino');
    expect(reason('Trino', postgresql, { table: 'Orders' })).toContain(
      '“Orders”',
    );
    expect(reason('Trino', postgresql, { namespace: ['a', 'b'] })).toContain(
      'one level',
    );
    expect(
      reason('Snowflake', {
        kind: 'rest',
        url: 'http://localhost:8181',
        auth: { kind: 'bearer' },
      }),
    ).toContain("can't reach the catalog at http://localhost:8181");
    expect(
      reason('Snowflake', {
        kind: 'rest',
        url: 'https://fcbank.example.com',
        auth: { kind: 'bearer' },
      }),
    ).toBeUndefined();
    // A Trino of REST finds names in other case, and schemas with levels, when it is told to.
    const nested = catalogSnippets(
      contextOf(
        { kind: 'rest', url: REST, auth: { kind: 'none' } },
        STORES[0],
        { namespace: ['a', 'b'], table: 'Orders' },
      ),
    );
    const code = (engine: string) =>
      nested.find(snippet => snippet.engine === engine)?.code;
    expect(code('Trino')).toContain('nested-namespace-enabled=true');
    expect(code('Trino')).toContain('case-insensitive-name-matching=true');
    expect(code('Trino')).toContain('"lake"."a.b"."orders"');
    expect(code('Flink')).toContain("'base-namespace' = 'a'");
    expect(code('DuckDB')).toContain('SUPPORT_NESTED_NAMESPACES');
  });
});

describe('connectionSnippets', () => {
  it('takes the settings of the store that the table is in, and none of its secrets', () => {
    const snippets = connectionSnippets({
      lakehouse: 'lake',
      catalog: { kind: 'folder' },
      warehouses: ['s3://other', 's3://bucket/lake/'],
      stores: [
        {
          name: 'other',
          kind: 's3',
          warehouses: ['s3://other'],
          endpoint: 'https://wrong.example.com',
        },
        {
          name: 'own',
          kind: 's3',
          warehouses: ['s3://bucket/lake'],
          endpoint: 'https://s3.example.com',
          credentials: {
            accessKeyId: 'AKIAHIDDEN',
            secretAccessKey: 'hidden-secret',
          },
        },
      ],
    })({
      namespace: 'a%2Eb.c',
      name: 'orders',
      metadata: {
        location: 's3a://bucket/lake/c/orders',
        metadataLocation: 's3a://bucket/lake/c/orders/metadata/1.metadata.json',
      } as never,
    });
    const text = JSON.stringify(snippets);
    expect(text).not.toMatch(/AKIAHIDDEN|hidden-secret|wrong\.example/);
    const duckDb = snippets.find(({ engine }) => engine === 'DuckDB')?.code;
    expect(duckDb).toContain("ENDPOINT 's3.example.com', URL_STYLE 'path'");
    expect(duckDb).toContain(
      "iceberg_scan('s3a://bucket/lake/c/orders/metadata/1.metadata.json')",
    );
    // The levels of the namespace, with the dot that is in one of them.
    expect(snippets.find(({ engine }) => engine === 'Trino')?.code).toContain(
      `register_table('a.b_c'`,
    );
  });
});
