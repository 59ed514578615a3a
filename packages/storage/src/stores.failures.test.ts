import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { CONTENT } from './__testUtils__/content';
import { HeldTimers } from './__testUtils__/HeldTimers';
import { REQUESTS, servedStore } from './__testUtils__/servedStore';
import { SECRET, storesUnderTest } from './__testUtils__/storesUnderTest';
import { serve, TestServer } from './__testUtils__/TestServer';
import { withoutProxies } from './__testUtils__/withoutProxies';

/** A delay that no other timer has. */
const STALL_MS = 12_345;

withoutProxies();

it('S3FileIO tells an endpoint that wants TLS by its answer, as MinIO gives it', async () => {
  const server = await TestServer.start();
  server.answer((_request, response) =>
    response
      .writeHead(400, { 'content-type': 'text/plain; charset=utf-8' })
      .end('Client sent an HTTP request to an HTTPS server.\n'),
  );
  await expect(
    storesUnderTest.S3FileIO.create(server.url, REQUESTS).read(
      's3://lake/wh/x',
    ),
  ).rejects.toMatchObject({
    name: 'StoreReadError',
    status: 400,
    message: expect.stringContaining(
      'the server speaks TLS there; try https:// instead of http://',
    ),
  });
  await server.stop();
});

describe.each(Object.entries(storesUnderTest))('%s', (_, store) => {
  const served = servedStore(store);

  it.each([
    [403, 'AccessDenied', 'AccessDeniedError', 1],
    [404, 'NoSuchKey', 'MissingFileError', 1],
    [400, 'InvalidRequest', 'StoreReadError', 1],
    [503, 'SlowDown', 'StoreReadError', 3],
    [500, 'InternalError', 'StoreReadError', 3],
    [429, 'TooManyRequests', 'StoreReadError', 3],
    [302, 'Found', 'StoreReadError', 1],
  ])(
    'answers %s %s with %s after %s requests, and shows no secret',
    async (status, code, name, requests) => {
      served.server.answer((_request, response) =>
        response
          .writeHead(status, {
            'content-type': 'application/xml',
            'x-ms-error-code': code,
            location: `${served.server.url}/elsewhere`,
          })
          .end(store.error(code)),
      );
      const error = await served
        .create()
        .read(served.file)
        .catch(reason => reason);
      expect(error).toMatchObject({ name, location: served.file });
      expect(served.server.log).toHaveLength(requests);
      expect(
        JSON.stringify([error, error.message, error.stack, error.cause]),
      ).not.toContain(SECRET);
    },
  );

  it('asks again when a body was cut or the server hangs, and stops at once when it is told to', async () => {
    const timers = new HeldTimers(STALL_MS);
    served.server.answer((request, response, count) => {
      if (count === 1) {
        response.writeHead(200, { 'content-length': 1000, etag: '"1"' });
        response.write(CONTENT.subarray(0, 100));
        setTimeout(() => request.socket.destroy(), 20);
      } else if (count > 2) serve(CONTENT)(request, response, count);
    });
    const reading = served
      .create({ ...REQUESTS, stallTimeoutMs: STALL_MS })
      .read(served.file);
    while (served.server.log.length < 2) await sleep(5);
    timers.runDown(STALL_MS);
    expect(await reading).toEqual(CONTENT);
    expect(served.server.log).toHaveLength(3);

    const controller = new AbortController();
    const reason = new Error('no longer wanted');
    served.server.answer(() => setTimeout(() => controller.abort(reason), 20));
    await expect(
      served.create({ stallTimeoutMs: 60_000 }).read(served.file, controller),
    ).rejects.toBe(reason);
    expect(served.server.log).toHaveLength(1);
  });

  it('says that a server speaks no TLS, or speaks it, where its endpoint is configured with the other of http and https', async () => {
    const read = (url: string) => store.create(url, REQUESTS).read(served.file);
    await expect(
      read(served.server.url.replace('http:', 'https:')),
    ).rejects.toMatchObject({
      name: 'StoreReadError',
      message: expect.stringContaining(
        'the server speaks no TLS there; try http:// instead of https://',
      ),
    });
    const secure = createServer((_request, response) => response.end());
    await new Promise<void>(resolve => secure.listen(0, '127.0.0.1', resolve));
    await expect(
      read(`http://127.0.0.1:${(secure.address() as AddressInfo).port}`),
    ).rejects.toMatchObject({
      name: 'StoreReadError',
      message: expect.stringContaining('try https:// instead of http://'),
    });
    await new Promise(resolve => secure.close(resolve));
  });
});
