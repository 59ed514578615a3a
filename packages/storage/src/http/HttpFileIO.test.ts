import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { HeldTimers } from '../__testUtils__/HeldTimers';
import { serve, TestServer } from '../__testUtils__/TestServer';
import { HttpFileIO, type HttpFileIOOptions } from './HttpFileIO';

const CONTENT = Uint8Array.from({ length: 1000 }, (_, index) => index % 251);
/** Waits for nothing but answers, and for those as long as anybody. */
const REQUESTS = { backoffMs: 1, attempts: 3 };
/** Delays that no other timer has. */
const [STALL_MS, ATTEMPT_MS] = [12_345, 54_321];

describe('HttpFileIO', () => {
  let server: TestServer;
  let other: TestServer;

  beforeAll(async () => {
    server = await TestServer.start();
    other = await TestServer.start();
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(async () => {
    await server.stop();
    await other.stop();
  });

  function fileIO(options: Partial<HttpFileIOOptions> = {}): HttpFileIO {
    return new HttpFileIO({
      warehouses: [`${server.url}/wh`],
      requests: REQUESTS,
      ...options,
    });
  }
  const file = () => `${server.url}/wh/db/m.avro`;

  it('reads a file by one GET, and no HEAD', async () => {
    server.answer(serve(CONTENT));
    const bytes = await fileIO().read(file(), { fileLength: CONTENT.length });
    expect(bytes).toEqual(CONTENT);
    expect(server.log).toEqual(['GET /wh/db/m.avro']);
    expect(server.requests[0].headers['accept-encoding']).toBe('identity');
  });

  it('tells a server that wants TLS by its answer, as nginx gives it, and reads no more of that', async () => {
    server.answer((_, response) => {
      response.writeHead(400, { 'content-type': 'text/html' });
      response.write('<p>The plain HTTP request was sent to HTTPS port</p>');
    });
    await expect(fileIO().read(file())).rejects.toMatchObject({
      name: 'StoreReadError',
      message: `${file()} could not be read: the server speaks TLS there; try https:// instead of http://`,
    });
  });

  it('reads ranges, beyond the end as well, by one GET each', async () => {
    server.answer(serve(CONTENT));
    const read = (offset: number, length: number) =>
      fileIO().read(file(), { range: { offset, length } });
    expect(await read(10, 5)).toEqual(CONTENT.subarray(10, 15));
    expect(await read(990, 100)).toEqual(CONTENT.subarray(990));
    expect(await read(1000, 5)).toHaveLength(0);
    expect(await read(5, 0)).toHaveLength(0);
    expect(server.log).toEqual([
      'GET /wh/db/m.avro bytes=10-14',
      'GET /wh/db/m.avro bytes=990-1089',
      'GET /wh/db/m.avro bytes=1000-1004',
      'GET /wh/db/m.avro bytes=5-5',
    ]);
    await expect(read(-1, 5)).rejects.toThrow(RangeError);
  });

  it('takes its part from a server that ignores ranges, and leaves the rest unread', async () => {
    let sent = 0;
    server.answer((_, response) => {
      response.writeHead(200);
      const chunk = Buffer.alloc(64 * 1024, 7);
      const more = (): void => {
        while (!response.destroyed && sent < 2 ** 30) {
          sent += chunk.length;
          if (!response.write(chunk)) {
            response.once('drain', more);
            return;
          }
        }
      };
      more();
    });
    const bytes = await fileIO().read(file(), {
      range: { offset: 100_000, length: 10 },
    });
    expect(bytes).toEqual(new Uint8Array(10).fill(7));
    while (server.aborted === 0) await sleep(5);
    expect(sent).toBeLessThan(2 ** 28);
    expect(server.log).toHaveLength(1);

    await expect(
      fileIO().read(file(), { range: { offset: 2 ** 31, length: 10 } }),
    ).rejects.toMatchObject({
      name: 'StoreReadError',
      message: expect.stringContaining('does not answer ranges'),
    });
    server.answer((_, response) => response.end(CONTENT));
    expect(
      await fileIO().read(file(), { range: { offset: 998, length: 50 } }),
    ).toEqual(CONTENT.subarray(998));
    expect(
      await fileIO().read(file(), { range: { offset: 5000, length: 50 } }),
    ).toHaveLength(0);
  });

  it('takes the odd answer of Azurite to a range that starts at the end for nothing', async () => {
    server.answer((_, response) =>
      response.writeHead(206, { 'content-range': 'bytes 1000-999/1000' }).end(),
    );
    expect(
      await fileIO().read(file(), { range: { offset: 1000, length: 1 } }),
    ).toHaveLength(0);
  });

  it('does not take another range for the one it asked for', async () => {
    for (const [range, length] of [
      ['bytes 11-15/1000', 5],
      ['bytes 10-15/1000', 6],
      ['bytes 10-9/1000', 0],
      ['bytes 0-4', 5],
      ['', 5],
    ] as const) {
      server.answer((_, response) =>
        response
          .writeHead(206, range === '' ? {} : { 'content-range': range })
          .end(CONTENT.subarray(0, length)),
      );
      await expect(
        fileIO().read(file(), { range: { offset: 10, length: 5 } }),
      ).rejects.toMatchObject({ name: 'StoreReadError', attempts: 1 });
    }
    server.answer((_, response) =>
      response
        .writeHead(206, { 'content-range': 'bytes 0-9/1000' })
        .end(CONTENT.subarray(0, 10)),
    );
    await expect(fileIO().read(file())).rejects.toMatchObject({
      message: expect.stringContaining('asked for the whole file'),
    });
  });

  it('takes an empty range at the end for the end, as Azurite writes it', async () => {
    server.answer((_, response) =>
      response.writeHead(206, { 'content-range': 'bytes 1000-999/1000' }).end(),
    );
    expect(
      await fileIO().read(file(), { range: { offset: 1000, length: 5 } }),
    ).toHaveLength(0);
  });

  it('notices a range that is shorter than it has to be, and asks again', async () => {
    server.answer((_, response, count) =>
      response
        .writeHead(206, {
          'content-range': `bytes 0-${count === 1 ? 4 : 9}/1000`,
        })
        .end(CONTENT.subarray(0, count === 1 ? 5 : 10)),
    );
    expect(
      await fileIO().read(file(), { range: { offset: 0, length: 10 } }),
    ).toEqual(CONTENT.subarray(0, 10));
    expect(server.log).toHaveLength(2);
  });

  it('asks again after 503, 429, 408, a reset and a body that was cut, and honours Retry-After', async () => {
    const began = Date.now();
    server.answer((request, response, count) => {
      switch (count) {
        case 1:
          response.writeHead(503, { 'retry-after': '1' }).end('busy');
          break;
        case 2:
          response.writeHead(429).end();
          break;
        case 3:
          response.writeHead(408).end();
          break;
        case 4:
          request.socket.resetAndDestroy();
          break;
        case 5:
          response.writeHead(200, { 'content-length': 1000 });
          response.write(CONTENT.subarray(0, 100));
          setTimeout(() => request.socket.destroy(), 20);
          break;
        default:
          serve(CONTENT)(request, response, count);
      }
    });
    const io = fileIO({ requests: { ...REQUESTS, attempts: 6 } });
    expect(await io.read(file())).toEqual(CONTENT);
    expect(server.log).toHaveLength(6);
    expect(Date.now() - began).toBeGreaterThanOrEqual(990);
  });

  it('gives up with what it tried, where, and the last status; and at once where asking again is no use', async () => {
    server.answer((_, response) => response.writeHead(503).end());
    await expect(fileIO().read(file())).rejects.toMatchObject({
      name: 'StoreReadError',
      location: file(),
      attempts: 3,
      status: 503,
      message: `${file()} could not be read (3 attempts): the store answered 503`,
    });
    for (const [status, name] of [
      [400, 'StoreReadError'],
      [401, 'AccessDeniedError'],
      [403, 'AccessDeniedError'],
      [404, 'MissingFileError'],
      [410, 'MissingFileError'],
      [501, 'StoreReadError'],
    ] as const) {
      server.answer((_, response) => response.writeHead(status).end());
      await expect(fileIO().read(file())).rejects.toMatchObject({ name });
      expect(server.log).toHaveLength(1);
    }
    server.answer((_, response) =>
      response.writeHead(503, { 'retry-after': '3600' }).end(),
    );
    await expect(fileIO().read(file())).rejects.toMatchObject({ attempts: 1 });
  });

  it('says so when nothing listens there', async () => {
    // The port of a client is taken, so that nobody else comes to listen there.
    const client = connect(Number(new URL(server.url).port), '127.0.0.1');
    await once(client, 'connect');
    const url = `http://127.0.0.1:${client.localPort}`;
    const io = fileIO({ warehouses: [url] });
    await expect(io.read(`${url}/x`)).rejects.toMatchObject({
      name: 'StoreReadError',
      code: 'ECONNREFUSED',
      attempts: 3,
    });
    client.destroy();
  });

  it.each([
    // The limit begins anew with the headers, and with what comes of the body.
    ['before the headers', () => undefined, 1],
    [
      'within the body',
      (_: unknown, response: { write(chunk: Uint8Array): void }) =>
        response.write(CONTENT.subarray(0, 10)),
      3,
    ],
  ])('does not wait for a server that hangs %s', async (_, handler, begins) => {
    const timers = new HeldTimers(STALL_MS);
    server.answer(handler as never);
    const requests = { ...REQUESTS, attempts: 2, stallTimeoutMs: STALL_MS };
    const failure = fileIO({ requests })
      .read(file())
      .catch(error => error);
    for (const attempt of [1, 2]) {
      while (
        server.log.length < attempt ||
        timers.startedOf(STALL_MS) < attempt * begins
      )
        await sleep(5);
      timers.runDown(STALL_MS);
    }
    expect(await failure).toMatchObject({
      name: 'StoreReadError',
      attempts: 2,
      code: 'ETIMEDOUT',
    });
    expect(server.log).toHaveLength(2);
    while (server.aborted < 2) await sleep(5);
  });

  it('does not wait for ever for a server that sends a byte now and then', async () => {
    const timers = new HeldTimers(STALL_MS, ATTEMPT_MS);
    server.answer((_, response) => {
      const timer = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(timer));
    });
    const requests = {
      attempts: 1,
      stallTimeoutMs: STALL_MS,
      attemptTimeoutMs: ATTEMPT_MS,
    };
    const failure = fileIO({ requests })
      .read(file())
      .catch(error => error);
    // With each byte the server has time for the next one, but not the attempt.
    while (timers.startedOf(STALL_MS) < 5) await sleep(5);
    expect(timers.startedOf(ATTEMPT_MS)).toBe(1);
    timers.runDown(ATTEMPT_MS);
    expect(await failure).toMatchObject({
      code: 'ETIMEDOUT',
      message: expect.stringContaining(`longer than ${ATTEMPT_MS} ms`),
    });
  });

  it('refuses a file beyond the limit before its body, and a body without end at the limit', async () => {
    server.answer((_, response) => {
      response.writeHead(200, { 'content-length': 10_000_000_000 });
      response.write('x');
    });
    await expect(
      fileIO().read(file(), { maxBytes: 500 }),
    ).rejects.toMatchObject({ name: 'LimitExceededError' });
    expect(server.log).toHaveLength(1);
    server.answer((_, response) => {
      const chunk = Buffer.alloc(64 * 1024);
      const more = (): void => {
        while (!response.destroyed)
          if (!response.write(chunk)) {
            response.once('drain', more);
            return;
          }
      };
      more();
    });
    await expect(
      fileIO().read(file(), { maxBytes: 1_000_000 }),
    ).rejects.toMatchObject({ name: 'LimitExceededError' });
    while (server.aborted === 0) await sleep(5);
  });

  it('notices a length that is not the one that is stated, with and without a header that says it', async () => {
    for (const headers of [{ 'content-length': 1000 }, {}]) {
      server.answer((_, response) =>
        response.writeHead(200, headers).end(CONTENT),
      );
      for (const fileLength of [999, 1001])
        await expect(
          fileIO().read(file(), { fileLength }),
        ).rejects.toMatchObject({
          name: 'StoreReadError',
          message: expect.stringContaining(
            `it has 1000 bytes, where ${fileLength} are stated`,
          ),
        });
      expect(server.log).toHaveLength(2);
    }
  });

  it('reads what a server compresses although it was asked not to', async () => {
    server.answer((_, response) => {
      const body = gzipSync(CONTENT);
      response
        .writeHead(200, {
          'content-encoding': 'gzip',
          'content-length': body.length,
        })
        .end(body);
    });
    expect(await fileIO().read(file(), { fileLength: 1000 })).toEqual(CONTENT);
  });

  it('follows redirects within its warehouses only, and sends its secrets nowhere else', async () => {
    other.answer(serve(CONTENT));
    for (const target of [
      `${other.url}/wh/db/m.avro`,
      '/elsewhere/m.avro',
      '/wh/../elsewhere',
      'file:///etc/passwd',
      'http://[::bad',
      'http://169.254.169.254/latest/meta-data/',
    ]) {
      server.answer((_, response) =>
        response.writeHead(302, { location: target }).end(),
      );
      await expect(
        fileIO({ headers: { authorization: 'secret' } }).read(file()),
      ).rejects.toMatchObject({
        name: 'StoreReadError',
        code: 'RedirectNotAllowed',
        attempts: 1,
      });
      expect(server.log).toHaveLength(1);
    }
    expect(other.log).toEqual([]);

    server.answer((request, response, count) =>
      count === 1
        ? response.writeHead(307, { location: '/wh/new/m.avro' }).end()
        : serve(CONTENT)(request, response, count),
    );
    expect(await fileIO({ query: 'sig=s3cret' }).read(file())).toEqual(CONTENT);
    expect(server.log).toEqual([
      'GET /wh/db/m.avro?sig=s3cret',
      'GET /wh/new/m.avro?sig=s3cret',
    ]);

    server.answer((_, response) =>
      response.writeHead(302, { location: '/wh/db/m.avro' }).end(),
    );
    await expect(fileIO().read(file())).rejects.toMatchObject({
      message: expect.stringContaining('redirected more than 5 times'),
    });
  });

  it('never shows its headers, its query, or a password that somebody wrote into a location', async () => {
    server.answer((_, response) =>
      response
        .writeHead(403, 'Bad signature s3cret', { 'x-why': 's3cret' })
        .end('s3cret'),
    );
    const io = fileIO({
      headers: { authorization: 'Bearer s3cret' },
      query: 'sig=s3cret',
    });
    const locations = [
      file(),
      `${file()}?sig=s3cret`,
      `${server.url.replace('//', '//user:s3cret@')}/wh/x`,
    ];
    for (const location of locations) {
      const error = await io.read(location).catch(reason => reason);
      expect(error).toBeInstanceOf(Error);
      expect(
        JSON.stringify([error, error.message, error.stack, error.cause]),
      ).not.toContain('s3cret');
    }
    expect(
      () =>
        new HttpFileIO({
          warehouses: [server.url],
          headers: { a: 's3\ncret' },
        }),
    ).toThrow(/^A header of the HTTP store is not valid: one of a$/);
  });

  it('stops at once when it is told to: while it waits for headers, for a body, or to try again', async () => {
    const reason = new Error('no longer wanted');
    const handlers: Array<Parameters<TestServer['answer']>[0]> = [
      () => undefined,
      (_, response) => response.write('x'),
      (_, response) => response.writeHead(503, { 'retry-after': '20' }).end(),
    ];
    for (const handler of handlers) {
      const controller = new AbortController();
      server.answer((request, response, count) => {
        handler(request, response, count);
        setTimeout(() => controller.abort(reason), 50);
      });
      const io = fileIO({ requests: { stallTimeoutMs: 20_000 } });
      await expect(io.read(file(), controller)).rejects.toBe(reason);
      expect(server.log).toHaveLength(1);
    }
    server.answer(serve(CONTENT));
    await expect(
      fileIO().read(file(), { signal: AbortSignal.abort(reason) }),
    ).rejects.toBe(reason);
    expect(server.log).toEqual([]);
  });
});
