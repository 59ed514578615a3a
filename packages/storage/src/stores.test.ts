import { CONTENT } from './__testUtils__/content';
import { servedStore } from './__testUtils__/servedStore';
import { FOLDER, storesUnderTest } from './__testUtils__/storesUnderTest';
import { serve } from './__testUtils__/TestServer';
import { withoutProxies } from './__testUtils__/withoutProxies';
import { type S3FileIO, WarehouseFileIO } from '.';

withoutProxies();

describe.each(Object.entries(storesUnderTest))('%s', (_, store) => {
  const served = servedStore(store);
  const decoded = (line: string) => line.replaceAll('%2F', '/');

  it('reads a file and a range by one GET each, and no HEAD', async () => {
    served.server.answer(serve(CONTENT));
    const io = served.create();
    expect(await io.read(served.file, { fileLength: 1000 })).toEqual(CONTENT);
    expect(
      await io.read(served.file, { range: { offset: 990, length: 100 } }),
    ).toEqual(CONTENT.subarray(990));
    expect(
      await io.read(served.file, { range: { offset: 1000, length: 1 } }),
    ).toHaveLength(0);
    const path = decoded(
      store.path(
        `${FOLDER}/m%201.avro`.replace(
          '%20',
          store.base.startsWith('gs') ? ' ' : '%20',
        ),
      ),
    );
    expect(
      served.server.log
        .map(decoded)
        .map(line => line.replace(/^(GET \S+) bytes=.*/, '$1')),
    ).toEqual(Array.from({ length: 3 }, () => `GET ${path}`));
    const ranges = served.server.requests.map(
      ({ headers }) => headers['x-ms-range'] ?? headers.range,
    );
    expect(ranges).toEqual([undefined, 'bytes=990-1089', 'bytes=1000-1000']);
  });

  it('lists a folder over all pages, without folders below and their markers', async () => {
    served.server.answer((request, response) => {
      const isSecond = /more/.test(request.url ?? '');
      response
        .writeHead(200, { 'content-type': 'application/xml' })
        .end(
          isSecond
            ? store.page([`${FOLDER}/b`, 'elsewhere/c'], undefined)
            : store.page(
                [`${FOLDER}/`, `${FOLDER}/a`, `${FOLDER}/x/y`],
                'more',
              ),
        );
    });
    expect(await served.create().list(`${store.base}/${FOLDER}/`)).toEqual(
      ['a', 'b'].map(name => ({
        location: `${store.base}/${FOLDER}/${name}`,
        sizeBytes: 7,
        modifiedMs: Date.parse('2026-11-26T12:00:00Z'),
      })),
    );
    const queries = served.server.requests.map(
      ({ url }) => new URL(url ?? '', served.server.url).searchParams,
    );
    expect(
      queries.map((query, index) =>
        Object.fromEntries(
          Object.keys(store.pageQuery[index]).map(key => [key, query.get(key)]),
        ),
      ),
    ).toEqual(store.pageQuery);
  });

  it('does not list for ever what has no last page', async () => {
    served.server.answer((_request, response) =>
      response
        .writeHead(200, { 'content-type': 'application/xml' })
        .end(store.page([], 'more')),
    );
    await expect(
      served.create().list(`${store.base}/${FOLDER}`),
    ).rejects.toMatchObject({ name: 'LimitExceededError' });
    expect(served.server.log).toHaveLength(2);
  });

  it('refuses what is outside its warehouses before any request', async () => {
    served.server.answer(serve(CONTENT));
    const io = new WarehouseFileIO({ stores: [served.create() as S3FileIO] });
    for (const location of [
      `${store.base}/wh-other/x`,
      `${store.base}/wh/%2e%2e/x`,
      `${store.base.replace('lake', 'lake2')}/wh/x`,
      '/etc/passwd',
    ]) {
      for (const attempt of [() => io.read(location), () => io.list(location)])
        await expect(attempt()).rejects.toMatchObject({
          name: 'LocationNotAllowedError',
        });
    }
    expect(served.server.log).toEqual([]);
  });
});
