import { tablesOf } from '../__testUtils__/tablesOf';
import type { CatalogTable, RefusedNamespace } from '../catalog';
import { ORDERS } from './__testUtils__/orders';
import { namespaces, noSuch, type Answer } from './__testUtils__/restAnswers';
import { restCatalogs } from './__testUtils__/restCatalogs';

const { server, connect, serve, paths } = restCatalogs();

describe('IcebergRestCatalog', () => {
  describe('namespaces', () => {
    it('are not asked for again and again where the question for those inside is refused', async () => {
      for (const status of [400, 405, 501]) {
        serve({
          namespaces: ({ query }) =>
            query.has('parent')
              ? { status, json: { error: { message: 'no', type: 'X' } } }
              : namespaces(['a'], ['b'], ['c']),
          'namespaces/a': { json: { properties: { owner: 'x', n: 7 } } },
          'namespaces/b': { json: {} },
          'namespaces/c': { json: {} },
        });
        const catalog = connect({ concurrency: 1 });
        expect(await catalog.listNamespaces()).toHaveLength(3);
        expect(
          server.requests.filter(({ query }) => query.has('parent')),
        ).toHaveLength(1);
        const { capabilities } = await catalog.describe();
        expect(
          capabilities.find(({ id }) => id === 'nested-namespaces'),
        ).toMatchObject({ possible: false, note: expect.any(String) });
      }
    });

    it('are not taken for none because a proxy answers 404', async () => {
      serve({
        namespaces: ({ query }) =>
          query.has('parent')
            ? response => response.writeHead(404).end('<html>')
            : namespaces(['a']),
      });
      await expect(tablesOf(connect())).rejects.toMatchObject({
        name: 'CatalogResponseError',
      });
    });

    it('end where a catalog answers with all of them whatever it is asked', async () => {
      serve({ namespaces: namespaces(['a'], ['b']) });
      expect(await tablesOf(connect())).toEqual([]);
      expect(paths().filter(path => path === 'namespaces')).toHaveLength(3);
    });

    it('end where a catalog nests them for ever', async () => {
      serve({
        namespaces: ({ query }) => {
          const parent = query.get('parent');
          const levels = parent === null ? [] : parent.split('\u001f');
          return namespaces([...levels, 'x']);
        },
      });
      await expect(tablesOf(connect())).rejects.toMatchObject({
        name: 'CatalogResponseError',
        message: expect.stringContaining('deeper than 32'),
      });
    });

    it('that no path can hold are left out and named, so that none is asked for in the place of another', async () => {
      serve({
        namespaces: ({ query }) =>
          query.has('parent') ? namespaces() : namespaces(['..'], ['ok']),
        'namespaces/ok/tables': { json: {} },
      });
      const catalog = connect();
      expect(await tablesOf(catalog)).toEqual([]);
      expect(paths().filter(path => path !== 'namespaces')).toEqual([
        'namespaces/ok/tables',
      ]);
      const { capabilities } = await catalog.describe();
      expect(
        capabilities.find(({ id }) => id === 'list-tables')?.note,
      ).toContain('".."');
    });

    it('bug: that are longer than a path are left out and named, and the others are listed', async () => {
      const long = 'x'.repeat(100_000);
      serve({
        namespaces: ({ query }) =>
          query.has('parent')
            ? namespaces()
            : namespaces([long], ['é'.repeat(1_000)], ['shop']),
        'namespaces/shop/tables': {
          json: {
            identifiers: [
              { namespace: ['shop'], name: 'orders' },
              { namespace: ['shop'], name: long },
            ],
          },
        },
      });
      const catalog = connect();
      expect(await tablesOf(catalog)).toEqual([
        ORDERS,
        { namespace: 'shop', name: long, unreadable: expect.any(String) },
      ]);
      const { capabilities } = await catalog.describe();
      const note = capabilities.find(({ id }) => id === 'list-tables')?.note;
      expect(note).toMatch(/Left out.*xxx.*ééé/);
      expect(note!.length).toBeLessThan(400);
    });

    it('can be chosen, with those below of them', async () => {
      serve({
        namespaces: ({ query }) =>
          ({
            null: namespaces(['a'], ['b'], ['ab']),
            a: namespaces(['a', 'c']),
          }[String(query.get('parent'))] ?? namespaces()),
      });
      const catalog = connect({ namespaces: ['a'] });
      await tablesOf(catalog);
      expect(
        paths()
          .filter(path => path !== 'namespaces')
          .sort(),
      ).toEqual(['namespaces/a%1Fc/tables', 'namespaces/a/tables']);
    });

    it('without permission for their properties have none; without permission for their tables nothing is listed', async () => {
      const denied = {
        status: 403,
        json: { error: { message: 'not yours', type: 'ForbiddenException' } },
      };
      serve({
        namespaces: ({ query }) =>
          query.has('parent') ? namespaces() : namespaces(['a']),
        'namespaces/a': denied,
        'namespaces/a/tables': denied,
      });
      expect(await connect().listNamespaces()).toEqual([
        { namespace: 'a', properties: {} },
      ]);
      await expect(tablesOf(connect())).rejects.toMatchObject({
        name: 'CatalogAccessDeniedError',
        message: expect.stringContaining('not yours'),
      });
    });

    it('that are refused are named to whoever asks for that, and the others are listed; where all are, the listing fails', async () => {
      const denied = (message: string) => ({
        status: 403,
        json: { error: { message, type: 'ForbiddenException' } },
      });
      const listed = {
        json: { identifiers: [{ namespace: ['b'], name: 't' }] },
      };
      const answers: Record<string, Answer> = {
        namespaces: ({ query }) => {
          if (query.get('parent') === 'c') return denied('not what is in c');
          return query.has('parent')
            ? namespaces()
            : namespaces(['a'], ['b'], ['c']);
        },
        'namespaces/a/tables': denied('not a'),
        'namespaces/b/tables': listed,
        'namespaces/c/tables': { json: { identifiers: [] } },
      };
      serve(answers);
      const list = async () => {
        const refused: RefusedNamespace[] = [];
        const found: CatalogTable[] = [];
        const onRefused = (namespace: RefusedNamespace) =>
          refused.push(namespace);
        for await (const page of connect().listTables({ onRefused }))
          found.push(...page);
        return { found, refused };
      };
      expect(await list()).toEqual({
        found: [{ namespace: 'b', name: 't' }],
        refused: [
          { namespace: 'c', message: expect.stringContaining('what is in c') },
          { namespace: 'a', message: expect.stringContaining('not a') },
        ],
      });
      await expect(tablesOf(connect())).rejects.toMatchObject({
        name: 'CatalogAccessDeniedError',
      });
      serve({
        ...answers,
        'namespaces/b/tables': denied('not b'),
        'namespaces/c/tables': denied('not c'),
      });
      await expect(list()).rejects.toMatchObject({
        name: 'CatalogAccessDeniedError',
      });
    });

    it('that are gone by the time they are asked about are no error', async () => {
      serve({
        namespaces: ({ query }) =>
          query.has('parent')
            ? noSuch('NoSuchNamespaceException')
            : namespaces(['a']),
      });
      expect(await tablesOf(connect())).toEqual([]);
      expect(await connect().listNamespaces()).toEqual([]);
    });
  });
});
