import type { TestAnswer } from '../__testUtils__/CatalogTestServer';
import { tableMetadataJson } from '../__testUtils__/tableMetadataJson';
import type { LoadedTable } from '../catalog';
import { LOCATION, ORDERS, table } from './__testUtils__/orders';
import { noSuch } from './__testUtils__/restAnswers';
import { restCatalogs } from './__testUtils__/restCatalogs';
import type { IcebergRestCatalog } from './IcebergRestCatalog';

const { server, connect, serve } = restCatalogs();

describe('IcebergRestCatalog', () => {
  describe('a table', () => {
    const path = 'namespaces/shop/tables/orders';
    const load = (
      catalog: IcebergRestCatalog,
      options?: Parameters<IcebergRestCatalog['loadTable']>[1],
    ) => catalog.loadTable(ORDERS, options);

    it('keeps its 64-bit ids', async () => {
      serve({ [path]: table() });
      const loaded = (await load(connect())) as LoadedTable;
      expect(loaded.metadata).toMatchObject({
        currentSnapshotId: '7634966758708777637',
        metadataLocation: LOCATION,
      });
      expect(loaded.storage).toBeUndefined();
    });

    it('without ETag is unchanged while its location is; with one that flutters, too', async () => {
      let count = 0;
      serve({
        [path]: () => table({ headers: { etag: `"${++count}"` } })(),
      });
      const catalog = connect();
      const { version } = (await load(catalog)) as LoadedTable;
      expect(await load(catalog, { knownVersion: version })).toBe('unchanged');
      expect(server.requests.at(-1)?.headers['if-none-match']).toBe('"1"');
      serve({ [path]: table() });
      const plain = connect();
      const known = ((await load(plain)) as LoadedTable).version;
      expect(known).toBe(LOCATION);
      expect(await load(plain, { knownVersion: known })).toBe('unchanged');
      expect(
        await load(plain, { knownVersion: 's3://lake/older.json' }),
      ).toMatchObject({ version: LOCATION });
    });

    it('is another one when it was dropped and made anew, where the catalog only counts its metadata files', async () => {
      const counted = 's3://lake/shop/orders/metadata/v1.metadata.json';
      const made = (uuid: string) => (): TestAnswer => response => {
        const metadata = tableMetadataJson().replace(
          /"table-uuid":"[^"]*"/,
          `"table-uuid":"${uuid}"`,
        );
        response.end(
          `{"metadata-location":"${counted}","metadata":${metadata}}`,
        );
      };
      serve({ [path]: made('9c12d441-03fe-4693-9a96-a0705ddf69c1') });
      const { version } = (await load(connect())) as LoadedTable;
      expect(await load(connect(), { knownVersion: version })).toBe(
        'unchanged',
      );
      serve({ [path]: made('1b0f7a52-8d5c-4a34-a0a5-6f0f0f6c2a11') });
      expect(await load(connect(), { knownVersion: version })).toMatchObject({
        metadata: { metadataLocation: counted },
      });
    });

    it('bug: is another one when it was dropped and made anew, also where that has the same ETag', async () => {
      const made = (uuid: string) => (): TestAnswer => {
        const metadata = tableMetadataJson().replace(
          /"table-uuid":"[^"]*"/,
          `"table-uuid":"${uuid}"`,
        );
        return response => {
          // As Iceberg's own server makes it: of the location.
          const isKnown = response.req.headers['if-none-match'] === '"5a1e"';
          response.writeHead(isKnown ? 304 : 200, { etag: '"5a1e"' });
          response.end(
            isKnown
              ? undefined
              : `{"metadata-location":"s3://lake/shop/orders/metadata/v1.metadata.json","metadata":${metadata}}`,
          );
        };
      };
      serve({ [path]: made('9c12d441-03fe-4693-9a96-a0705ddf69c1') });
      const { version } = (await load(connect())) as LoadedTable;
      expect(await load(connect(), { knownVersion: version })).toBe(
        'unchanged',
      );
      serve({ [path]: made('1b0f7a52-8d5c-4a34-a0a5-6f0f0f6c2a11') });
      expect(await load(connect(), { knownVersion: version })).toMatchObject({
        metadata: { tableUuid: '1b0f7a52-8d5c-4a34-a0a5-6f0f0f6c2a11' },
      });
    });

    it('is not unchanged because the catalog says 304 to a question that was none', async () => {
      serve({ [path]: { status: 304 } });
      await expect(load(connect())).rejects.toMatchObject({
        name: 'CatalogResponseError',
      });
      await expect(
        load(connect(), { knownVersion: LOCATION }),
      ).rejects.toMatchObject({ name: 'CatalogResponseError' });
    });

    it('is absent only where the catalog says so: not where its metadata is lost, nor where a proxy answers', async () => {
      serve({});
      expect(await load(connect())).toBeUndefined();
      serve({ [path]: noSuch('NotFoundException') });
      await expect(load(connect())).rejects.toMatchObject({
        name: 'CatalogResponseError',
        message: expect.stringMatching(/answered 404: Not there$/),
      });
      serve({
        [path]: () => response => response.writeHead(404).end('<html>'),
      });
      await expect(load(connect())).rejects.toMatchObject({
        name: 'CatalogResponseError',
      });
    });

    it('is read with what the catalog lends for it, if that is asked for; nothing of it is in the version', async () => {
      const secret = 'lent-secret';
      serve({
        [path]: table({
          headers: { etag: '"1"' },
          rest: `,"config":{"token":"${secret}"},"storage-credentials":[{"prefix":"s3://lake","config":{"s3.access-key-id":"k","s3.secret-access-key":"${secret}"}}]`,
        }),
      });
      const loaded = (await load(
        connect({ vendedCredentials: true }),
      )) as LoadedTable;
      expect(
        server.requests.at(-1)?.headers['x-iceberg-access-delegation'],
      ).toBe('vended-credentials');
      expect(loaded.storage).toEqual({
        's3.access-key-id': 'k',
        's3.secret-access-key': secret,
      });
      expect(JSON.stringify([loaded.version, loaded.metadata])).not.toContain(
        secret,
      );
      await load(connect());
      expect(server.requests.at(-1)?.headers).not.toHaveProperty(
        'x-iceberg-access-delegation',
      );
    });

    it.each([
      ['[]', 'not a JSON object'],
      ['{"metadata":{}', 'the text ends there'],
      ['{"metadata-location":"x"}', 'without the metadata'],
      ['{"metadata":{}}', '"format-version" must be'],
      [`{"metadata":${tableMetadataJson()},"config":{,}}`, '"config" that is'],
    ])('is an error of the catalog where it answers %s', async (body, why) => {
      serve({ [path]: () => response => response.end(body) });
      const error = await load(connect()).catch(reason => reason);
      expect(error.message).toContain(why);
      expect(error.name).toMatch(/^Catalog|^Corrupt/);
    });

    it('is refused when its metadata is larger than is allowed', async () => {
      serve({ [path]: table({ rest: `,"x":"${'y'.repeat(5000)}"` }) });
      await expect(
        load(connect({ maxMetadataBytes: 4000 })),
      ).rejects.toMatchObject({
        name: 'CatalogResponseError',
        message: expect.stringContaining('more than 4000 bytes'),
      });
    });

    it('is found by HEAD where the catalog announces it, and by loading it elsewhere', async () => {
      for (const [endpoints, method] of [
        [undefined, 'GET'],
        [['HEAD /v1/{prefix}/namespaces/{namespace}/tables/{table}'], 'HEAD'],
      ] as const) {
        serve({ [path]: table() }, { endpoints });
        expect(await connect().findTable(ORDERS)).toEqual(ORDERS);
        expect(server.requests.at(-1)?.method).toBe(method);
        serve({ [path]: { status: 403 } }, { endpoints });
        await expect(connect().findTable(ORDERS)).rejects.toMatchObject({
          name: 'CatalogAccessDeniedError',
        });
      }
    });
  });
});
