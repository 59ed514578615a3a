import { CatalogTestServer } from './CatalogTestServer';

/**
 * One server for all tests of a file, and the catalogs that are opened on it, which are closed before it stops. To be
 * called once in a test file.
 */
export function testServerOfFile() {
  let started: CatalogTestServer;
  const open: Array<{ close(): unknown }> = [];

  beforeAll(async () => {
    started = await CatalogTestServer.start();
  });
  afterAll(async () => {
    for (const one of open) await one.close();
    await started.stop();
  });

  const server: Pick<CatalogTestServer, 'answer' | 'requests' | 'url'> = {
    answer: answer => started.answer(answer),
    get requests() {
      return started.requests;
    },
    get url() {
      return started.url;
    },
  };

  return {
    server,
    /** Has it closed at the end. */
    opened<T extends { close(): unknown }>(one: T): T {
      open.push(one);
      return one;
    },
  };
}
