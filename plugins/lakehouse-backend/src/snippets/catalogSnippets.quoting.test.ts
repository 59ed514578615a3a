import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { snippetContexts } from './__testUtils__/snippetContexts';
import { catalogSnippets } from './catalogSnippets';

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
  it('keeps names inside their quotes, whatever they are made of, in the SQL of all engines', () => {
    for (const context of snippetContexts) {
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
      for (const context of snippetContexts) {
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
    const scripts = snippetContexts.flatMap(context =>
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
});
