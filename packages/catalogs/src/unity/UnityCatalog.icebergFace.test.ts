import type { TestAnswer } from '../__testUtils__/CatalogTestServer';
import { tablesOf } from '../__testUtils__/tablesOf';
import type { CatalogTable } from '../catalog';
import { icebergFace } from './__testUtils__/icebergFace';
import { API, ownApi } from './__testUtils__/ownApi';
import { unityCatalogs } from './__testUtils__/unityCatalogs';
import type { UnityCatalogOptions } from './UnityCatalogOptions';

const { server, connect } = unityCatalogs();

describe('UnityCatalog, by its published API', () => {
  it.each<
    [string, Partial<UnityCatalogOptions>, TestAnswer | undefined, RegExp]
  >([
    [
      'there is none',
      { icebergPath: false },
      undefined,
      /icebergPath is false/,
    ],
    ['it is not found', {}, { status: 404 }, /answered 404/],
    [
      'it refuses',
      {},
      { status: 403, json: { message: 'No' } },
      /answered 403/,
    ],
  ])(
    'lists tables without reading them when of the Iceberg face %s',
    async (_, options, answer, why) => {
      server.answer(request =>
        request.path.startsWith(`${API}/iceberg/`) && answer
          ? answer
          : ownApi(request),
      );
      const tables: CatalogTable[] = await tablesOf(connect(options));
      expect(tables).toHaveLength(7);
      expect(tables.find(({ name }) => name === 'marksheet')).toMatchObject({
        format: 'delta',
        unreadable: expect.stringMatching(why),
      });
    },
  );

  // Unity Catalog 0.6.0 does, as soon as its access control is switched on: no table of it could be read.
  it('can be read where the Iceberg face answers 500 when it is asked for its namespaces', async () => {
    server.answer(request => {
      if (!request.path.startsWith(`${API}/iceberg/`)) return ownApi(request);
      return request.path.endsWith('/namespaces')
        ? { status: 500, json: { error: { message: 'x', code: 500 } } }
        : icebergFace(request);
    });
    expect(
      (await tablesOf(connect()))
        .filter(({ unreadable, kind }) => !unreadable && kind !== 'view')
        .map(({ name }) => name),
    ).toEqual(['marksheet', 'native']);
  });

  it('fails when the Iceberg face does not answer: then nobody knows what can be read', async () => {
    server.answer(request =>
      request.path.startsWith(`${API}/iceberg/`)
        ? response => response.destroy()
        : ownApi(request),
    );
    await expect(tablesOf(connect())).rejects.toMatchObject({
      name: 'CatalogUnavailableError',
    });
  });

  it.each<[string, TestAnswer]>([
    ['500', { status: 500, json: { error: { message: 'x', code: 500 } } }],
    ['what is no list', { json: { identifiers: 'x' } }],
  ])(
    'bug: fails when the Iceberg face answers %s: all that was known of its tables was lost',
    async (_, answer) => {
      server.answer(request => {
        if (!request.path.startsWith(`${API}/iceberg/`)) return ownApi(request);
        return request.path.endsWith('/tables') ? answer : icebergFace(request);
      });
      await expect(tablesOf(connect())).rejects.toMatchObject({
        name: 'CatalogResponseError',
      });
    },
  );

  it('refuses a path of the Iceberg face that is another host', () => {
    for (const icebergPath of ['//evil.example/x', 'https://evil.example', 'x'])
      expect(() => connect({ icebergPath })).toThrow('icebergPath has to be');
  });
});
