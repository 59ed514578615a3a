import { CatalogTestServer } from '../__testUtils__/CatalogTestServer';
import { BearerAuthenticator } from '../auth';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { rootCertificates } from 'node:tls';
import { gzipSync } from 'node:zlib';
import {
  CatalogHttpClient,
  type CatalogHttpOptions,
} from './CatalogHttpClient';
import { errorOfResponse } from './errorOfResponse';

const TOKEN = 'very-secret-token';

describe('CatalogHttpClient', () => {
  let server: CatalogTestServer;
  let elsewhere: CatalogTestServer;

  beforeAll(async () => {
    server = await CatalogTestServer.start();
    elsewhere = await CatalogTestServer.start();
  });
  afterAll(async () => {
    await server.stop();
    await elsewhere.stop();
  });

  function client(options: Partial<CatalogHttpOptions> = {}) {
    return new CatalogHttpClient({
      url: server.url,
      authenticator: new BearerAuthenticator(TOKEN),
      headers: { 'x-key': 'header-secret' },
      ...options,
    });
  }
  const url = (path: string) => new URL(path, server.url);

  it.each([301, 302, 303, 307, 308])(
    'takes no credential to another origin by a redirect (%d), and says where it leads',
    async status => {
      elsewhere.answer(() => ({ json: {} }));
      const location = new URL('/caught', elsewhere.url).href;
      server.answer(() => ({ status, headers: { location } }));
      await expect(client().request({ url: url('/a') })).rejects.toMatchObject({
        name: 'CatalogResponseError',
        message: expect.stringContaining(elsewhere.url.origin),
      });
      expect(elsewhere.requests).toEqual([]);
    },
  );

  it('asks nobody else, whoever tells it to', async () => {
    elsewhere.answer(() => ({ json: {} }));
    await expect(
      client().request({ url: elsewhere.url }),
    ).rejects.toMatchObject({ name: 'CatalogResponseError' });
    expect(elsewhere.requests).toEqual([]);
  });

  it('follows redirects within the catalog, but not for ever and not with a body', async () => {
    server.answer(({ path }) =>
      path === '/b'
        ? { json: { here: true } }
        : { status: 307, headers: { location: '/b' } },
    );
    const { bytes } = await client().request({ url: url('/a') });
    expect(Buffer.from(bytes).toString()).toBe('{"here":true}');
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(
      [`Bearer ${TOKEN}`, `Bearer ${TOKEN}`],
    );
    server.answer(() => ({ status: 302, headers: { location: '/again' } }));
    await expect(client().request({ url: url('/a') })).rejects.toThrow(
      /redirects on and on/,
    );
    expect(server.requests.length).toBeLessThan(10);
    await expect(
      client().request({ url: url('/a'), method: 'POST', body: 'secret' }),
    ).rejects.toThrow(/redirects a POST/);
  });

  it('bug: follows no redirect to a URL with a password, and asks once', async () => {
    const location = url('/b').href.replace('://', '://user:hidden-word@');
    server.answer(() => ({ status: 307, headers: { location } }));
    const error = await client()
      .request({ url: url('/a') })
      .catch(reason => reason);
    expect(error).toMatchObject({
      name: 'CatalogResponseError',
      message: expect.stringContaining('with a user name or password'),
    });
    expect(error.message).not.toContain('hidden-word');
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    ['stated', { 'content-length': '2000000' }, undefined],
    ['not stated', {}, undefined],
    ['packed', { 'content-encoding': 'gzip' }, gzipSync(Buffer.alloc(2e6))],
  ])(
    'stops reading an answer that is too long (%s)',
    async (_, headers, body) => {
      server.answer(() => response => {
        response.writeHead(200, headers as Record<string, string>);
        response.end(body ?? Buffer.alloc(2e6));
      });
      await expect(
        client().request({ url: url('/a'), maxBytes: 1e6 }),
      ).rejects.toMatchObject({
        name: 'CatalogResponseError',
        message: expect.stringContaining('more than 1000000 bytes'),
      });
    },
  );

  it('gives up on a catalog that hangs, before or in the middle of its answer', async () => {
    for (const answer of [
      () => () => undefined,
      () => (response: import('node:http').ServerResponse) => {
        response.writeHead(200);
        response.write('{"a":');
      },
    ]) {
      server.answer(answer);
      await expect(
        client({ timeoutMs: 100, attempts: 1 }).request({ url: url('/a') }),
      ).rejects.toMatchObject({
        name: 'CatalogUnavailableError',
        message: expect.stringContaining('did not answer within 100 ms'),
      });
    }
  });

  it('asks again when there was no time for it, and after a connection that broke', async () => {
    let count = 0;
    server.answer(() => {
      count++;
      if (count === 1) return { status: 503, headers: { 'retry-after': '0' } };
      if (count === 2) return { status: 429 };
      if (count === 3) return response => response.destroy();
      return { json: {} };
    });
    expect((await client().request({ url: url('/a') })).status).toBe(200);
    expect(count).toBe(4);
  });

  it('waits no longer than half a minute for a catalog that asks for patience', async () => {
    server.answer(() => ({ status: 503, headers: { 'retry-after': '3600' } }));
    const response = await client().request({ url: url('/a') });
    expect(errorOfResponse(response).name).toBe('CatalogUnavailableError');
    expect(server.requests).toHaveLength(1);
  });

  it('does not ask again when it was refused', async () => {
    for (const status of [400, 401, 403, 404, 500]) {
      server.answer(() => ({ status, json: {} }));
      expect((await client().request({ url: url('/a') })).status).toBe(status);
      expect(server.requests).toHaveLength(1);
    }
  });

  it('stops at once when it is told to, also while it waits to ask again', async () => {
    const stop = new AbortController();
    server.answer(() => {
      setTimeout(() => stop.abort(new Error('left')), 20);
      return { status: 503, headers: { 'retry-after': '20' } };
    });
    await expect(
      client().request({ url: url('/a'), signal: stop.signal }),
    ).rejects.toThrow('left');
  });

  it('asks no more than so many things at once, and as many', async () => {
    let waiting: Array<() => void> = [];
    let most = 0;
    server.answer(async () => {
      const answered = new Promise<void>(resolve => waiting.push(resolve));
      most = Math.max(most, waiting.length);
      // None is answered before all three are there; a fourth one would come by then, or soon.
      if (waiting.length === 3)
        setTimeout(() => {
          const three = waiting;
          waiting = [];
          for (const answer of three) answer();
        }, 10);
      await answered;
      return { json: {} };
    });
    const asking = client({ concurrency: 3 });
    await Promise.all(
      Array.from({ length: 12 }, () => asking.request({ url: url('/a') })),
    );
    expect(most).toBe(3);
  });

  it.each([
    [
      401,
      { error: { message: `bad token ${TOKEN}` } },
      'CatalogAuthenticationError',
    ],
    [419, { error: { message: 'too old' } }, 'CatalogAuthenticationError'],
    [403, { error: { message: 'no' } }, 'CatalogAccessDeniedError'],
    [
      500,
      {
        error: {
          message: 'boom\n\tat org.apache.Foo(Foo.java:1)\n\tat Bar',
          stack: ['at org.apache.Secret'],
        },
      },
      'CatalogResponseError',
    ],
    [
      400,
      { message: 'header-secret\u0000\u0007 no', serverStackTrace: 'at org.x' },
      'CatalogResponseError',
    ],
    [
      504,
      '<html><body>at org.apache.Proxy</body></html>',
      'CatalogUnavailableError',
    ],
  ])(
    'tells of %d what happened, without secrets, control characters and stack traces',
    async (status, body, name) => {
      server.answer(() =>
        typeof body === 'string'
          ? response => response.writeHead(status).end(body)
          : { status, json: body },
      );
      const asking = client({ attempts: 1 });
      const error = errorOfResponse(
        await asking.request({ url: url('/v1/x?token=abc') }),
        asking.secrets,
      );
      expect(error.name).toBe(name);
      expect(error.message).toContain(
        `GET ${server.url.origin}/v1/x answered ${status}`,
      );
      expect(error.message).not.toMatch(
        /secret|\bat org|html|token=|[\u0000-\u001f]/,
      );
    },
  );

  it('says that a server speaks no TLS, or wants it, where it is asked by the other of http and https', async () => {
    const secure = createServer((_, response) => response.end());
    await new Promise<void>(resolve => secure.listen(0, '127.0.0.1', resolve));
    const { port } = secure.address() as AddressInfo;
    const ask = (at: string, options: Partial<CatalogHttpOptions> = {}) =>
      client({ url: new URL(at), attempts: 1, ...options }).request({
        url: new URL('/v1/config', at),
      });
    const { host } = server.url;
    for (const options of [{}, { ca: rootCertificates[0] }])
      await expect(ask(`https://${host}`, options)).rejects.toMatchObject({
        name: 'CatalogUnavailableError',
        message: `GET https://${host}/v1/config: the server speaks no TLS there; try http:// instead of https://`,
      });
    await expect(ask(`http://127.0.0.1:${port}`)).rejects.toMatchObject({
      name: 'CatalogUnavailableError',
      message: expect.stringMatching(/ try https:\/\/ instead of http:\/\/$/),
    });
    await new Promise(resolve => secure.close(resolve));
    // As nginx does it, in HTML.
    server.answer(() => response => {
      response.writeHead(400, { 'content-type': 'text/html' });
      response.end('<h1>The plain HTTP request was sent to HTTPS port</h1>');
    });
    expect(errorOfResponse(await ask(server.url.href)).message).toBe(
      `GET ${server.url.origin}/v1/config answered 400: the server speaks TLS there; try https:// instead of http://`,
    );
  });

  it('names what is wrong with an address before anything is asked', () => {
    for (const wrong of ['ftp://h', 'http://user:pw@h', 'file:///etc']) {
      const attempt = () => new CatalogHttpClient({ url: new URL(wrong) });
      expect(attempt).toThrow(
        expect.objectContaining({ name: 'CatalogConfigurationError' }),
      );
      expect(attempt).not.toThrow(/pw@/);
    }
  });
});
