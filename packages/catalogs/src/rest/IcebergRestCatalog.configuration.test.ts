import { CatalogTestServer } from '../__testUtils__/CatalogTestServer';
import { tablesOf } from '../__testUtils__/tablesOf';
import { ORDERS } from './__testUtils__/orders';
import { namespaces } from './__testUtils__/restAnswers';
import { restCatalogs } from './__testUtils__/restCatalogs';

const VIEWS = 'GET /v1/{prefix}/namespaces/{namespace}/views';

const { server, connect, serve, paths } = restCatalogs();

describe('IcebergRestCatalog', () => {
  describe('configuration of the catalog', () => {
    it.each([
      [{ defaults: { prefix: 'd' } }, {}, 'd/'],
      [{ defaults: { prefix: 'd' } }, { prefix: 'mine' }, 'mine/'],
      [
        { defaults: { prefix: 'd' }, overrides: { prefix: 'o' } },
        { prefix: 'mine' },
        'o/',
      ],
      [{}, { prefix: 'mine' }, 'mine/'],
      [{}, {}, ''],
      [
        { defaults: { prefix: 'catalogs/lake house' } },
        {},
        'catalogs/lake%20house/',
      ],
      [{ defaults: { prefix: 'main|wh' } }, {}, 'main%7Cwh/'],
      [{ overrides: { prefix: 'feature%2Fx%7Cwh' } }, {}, 'feature%2Fx%7Cwh/'],
      [{ overrides: { prefix: 7 }, defaults: null }, {}, ''],
    ])(
      'goes over ours where it overrides, and under it where it is a default: %j, %j',
      async (config, options, prefix) => {
        serve({ [`${prefix}namespaces`]: namespaces() }, config);
        expect(await tablesOf(connect(options))).toEqual([]);
        expect(paths()).toEqual([`${prefix}namespaces`]);
      },
    );

    it('is asked for the warehouse, once for all who wait, and again when it failed', async () => {
      serve({ namespaces: namespaces() });
      const catalog = connect({ warehouse: 'sales & co' });
      await Promise.all([
        catalog.config(),
        tablesOf(catalog),
        tablesOf(catalog),
      ]);
      const configs = server.requests.filter(({ path }) =>
        path.endsWith('/config'),
      );
      expect(configs).toHaveLength(1);
      expect(configs[0].query.get('warehouse')).toBe('sales & co');
      server.answer(() => ({ status: 500 }));
      const other = connect();
      await expect(other.config()).rejects.toThrow('answered 500');
      serve({ namespaces: namespaces() });
      expect(await tablesOf(other)).toEqual([]);
    });

    it('may lead within its origin, and not to another one', async () => {
      const other = await CatalogTestServer.start();
      other.answer(() => ({ json: { namespaces: [] } }));
      serve(
        { namespaces: namespaces() },
        { overrides: { uri: new URL('/stolen', other.url).href } },
      );
      expect(await tablesOf(connect())).toEqual([]);
      expect(other.requests).toEqual([]);
      server.answer(({ path }) =>
        path.endsWith('/config')
          ? {
              json: { overrides: { uri: new URL('/moved/', server.url).href } },
            }
          : { json: { namespaces: [] } },
      );
      await tablesOf(connect());
      expect(server.requests.at(-1)?.path).toBe('/moved/v1/namespaces');
      await other.stop();
    });

    it('bug: may lead within its origin with a user name, which is left out', async () => {
      const uri = new URL('/moved/', server.url);
      uri.username = 'u';
      server.answer(({ path }) =>
        path.endsWith('/config')
          ? { json: { overrides: { uri: uri.href } } }
          : { json: { namespaces: [] } },
      );
      await tablesOf(connect());
      expect(server.requests.at(-1)?.path).toBe('/moved/v1/namespaces');
    });

    it('may list endpoints that are none, as the reference server does', async () => {
      serve(
        {
          namespaces: ({ query }) =>
            query.has('parent') ? namespaces() : namespaces(['shop']),
          'namespaces/shop/tables': {
            json: { identifiers: [{ namespace: ['shop'], name: 'orders' }] },
          },
          'namespaces/shop/views': {
            json: { identifiers: [{ namespace: ['shop'], name: 'v' }] },
          },
        },
        {
          endpoints: [
            'POST v1/oauth/tokens',
            'POST https://auth-server.com/token',
            7,
            null,
            VIEWS,
          ],
        },
      );
      expect(await tablesOf(connect())).toEqual([
        ORDERS,
        { namespace: 'shop', name: 'v', kind: 'view' },
      ]);
    });

    it('says what is missing where there is no catalog', async () => {
      server.answer(() => response => {
        response.writeHead(404).end('<html>nginx</html>');
      });
      await expect(connect().config()).rejects.toThrow(
        /answered 404\. No Iceberg REST catalog there/,
      );
      // As Polaris, and as nginx.
      for (const status of [404, 400])
        for (const end of ['/v1', '/v1//']) {
          server.answer(() => ({ status, json: {} }));
          await expect(
            connect({
              url: new URL(`/api/catalog${end}`, server.url),
              warehouse: 'lake',
            }).config(),
          ).rejects.toThrow(
            `GET ${server.url.origin}/api/catalog/v1/v1/config answered ${status}. The address of the catalog is configured with /v1 at its end, which is added here: leave it out`,
          );
          await expect(connect({ warehouse: 'lake' }).config()).rejects.toThrow(
            new RegExp(`answered ${status}$`),
          );
        }
      server.answer(() => response => response.end('<html>hello</html>'));
      await expect(connect().config()).rejects.toMatchObject({
        name: 'CatalogResponseError',
        message: expect.stringContaining('not a JSON object'),
      });
    });
  });

  it('bug: says what a configuration is that is an error with status 200, and does not ask on', async () => {
    serve({}, { error: { message: 'no such warehouse', code: 404 } });
    await expect(tablesOf(connect())).rejects.toThrow(
      /config answered 200: no such warehouse/,
    );
    expect(paths()).toEqual([]);
  });
});
