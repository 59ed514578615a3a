import {
  CATALOGS,
  contextOf,
  REST,
  snippetContexts,
  STORES,
} from './__testUtils__/snippetContexts';
import { catalogSnippets } from './catalogSnippets';
import type { SnippetCatalog } from './SnippetCatalog';
import type { SnippetContext } from './SnippetContext';

describe('catalogSnippets', () => {
  it('says of each engine how or why not, for every catalog in every store, and holds no secret', () => {
    for (const context of snippetContexts) {
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

  it('asks for a state by its 64-bit id, unchanged, wherever an engine can', () => {
    for (const context of snippetContexts) {
      const id = '9007199254740993';
      for (const { engine, code } of catalogSnippets({
        ...context,
        snapshotId: id,
      })) {
        if (code !== undefined) expect(`${engine} ${code}`).toContain(id);
      }
    }
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
