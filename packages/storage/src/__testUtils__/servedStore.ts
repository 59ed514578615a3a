import type { RequestOptions } from '..';
import { FOLDER, type StoreUnderTest } from './storesUnderTest';
import { TestServer } from './TestServer';

/** Waits for nothing but answers, and for those as long as anybody. */
export const REQUESTS = { backoffMs: 1, attempts: 3 };

/** A server for a store, and clients of it. To be called once in each block of tests. */
export function servedStore(store: StoreUnderTest) {
  let server: TestServer;
  const file = `${store.base}/${FOLDER}/m 1.avro`;
  const create = (requests: RequestOptions = REQUESTS) =>
    store.create(server.url, requests);

  beforeAll(async () => {
    server = await TestServer.start();
    // Loads the client library, which takes its time on a busy machine.
    await create({ attempts: 1 })
      .read(file)
      .catch(() => undefined);
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(() => server.stop());

  return {
    file,
    create,
    get server() {
      return server;
    },
  };
}
