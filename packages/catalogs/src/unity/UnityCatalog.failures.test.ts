import type { TestAnswer } from '../__testUtils__/CatalogTestServer';
import { tablesOf } from '../__testUtils__/tablesOf';
import { API, ownApi } from './__testUtils__/ownApi';
import { TOKEN, unityCatalogs } from './__testUtils__/unityCatalogs';

const { server, connect } = unityCatalogs();

describe('UnityCatalog, by its published API', () => {
  it.each<[string, TestAnswer, string]>([
    [
      '401',
      { status: 401, json: { message: `Bad ${TOKEN}` } },
      'CatalogAuthenticationError',
    ],
    [
      '403',
      { status: 403, json: { message: 'No' } },
      'CatalogAccessDeniedError',
    ],
    ['what is no list', { json: { catalogs: 'x' } }, 'CatalogResponseError'],
    [
      'entries without names',
      { json: { catalogs: [{}] } },
      'CatalogResponseError',
    ],
    [
      'pages without end',
      { json: { catalogs: [], next_page_token: '1' } },
      'CatalogResponseError',
    ],
    [
      'a redirect elsewhere',
      { status: 302, headers: { location: 'http://169.254.169.254/' } },
      'CatalogResponseError',
    ],
  ])(
    'says what is wrong with %s, and never the token',
    async (_, answer, name) => {
      server.answer(() => answer);
      const error = await connect()
        .listNamespaces()
        .catch(thrown => thrown);
      expect(error).toMatchObject({ name });
      expect([error.message, error.stack].join()).not.toContain(TOKEN);
    },
  );

  it.each(['catalogs', 'schemas', 'tables'])(
    'bug: does not take an error with status 200 for no %s; an empty list may be left out',
    async member => {
      const answered = (json: object) =>
        server.answer(request =>
          request.path === `${API}/${member}` ? { json } : ownApi(request),
        );
      answered({ error_code: 'INTERNAL', message: 'database down' });
      const list = () => tablesOf(connect());
      await expect(list()).rejects.toMatchObject({
        name: 'CatalogResponseError',
        message: expect.stringContaining('answered 200: database down'),
      });
      answered({});
      expect(await list()).toEqual([]);
    },
  );
});
