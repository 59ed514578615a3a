import { createServer as createHttpServer, get } from 'node:http';
import {
  createServer as createHttpsServer,
  get as getSecure,
} from 'node:https';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tlsMismatch, tlsMismatchOfAnswer } from './tlsMismatch';

/** How a server says that it wants TLS, without speaking any: an alert, `unexpected_message`. */
const ALERT = Buffer.from('1503010002020a', 'hex');

const SPEAKS_NO_TLS =
  'the server speaks no TLS there; try http:// instead of https://';
const SPEAKS_TLS =
  'the server speaks TLS there; try https:// instead of http://';
const PERHAPS_TLS =
  'if the server speaks TLS there, try https:// instead of http://';
const PERHAPS_NO_TLS =
  'the connection was closed before there was TLS; if the server speaks none there, try http:// instead of https://';

describe('tlsMismatch', () => {
  let server: Server | undefined;

  afterEach(async () => {
    await new Promise<unknown>(resolve =>
      server ? server.close(resolve) : resolve(undefined),
    );
    server = undefined;
  });

  async function failuresOf(
    started: Server,
    protocol: 'http:' | 'https:',
  ): Promise<unknown[]> {
    server = started;
    // A client that gives up may break its connection off.
    started.on('connection', socket => socket.on('error', () => undefined));
    await new Promise<void>(resolve => {
      started.listen(0, '127.0.0.1', resolve);
    });
    const { port } = started.address() as AddressInfo;
    const url = `${protocol}//127.0.0.1:${port}/`;
    return Promise.all([
      fetch(url).catch(error => error),
      new Promise(resolve => {
        (protocol === 'http:' ? get : getSecure)(url, { agent: false }).on(
          'error',
          resolve,
        );
      }),
    ]);
  }

  async function said(started: Server, protocol: 'http:' | 'https:') {
    const failures = await failuresOf(started, protocol);
    return failures.map(error => tlsMismatch(error, { protocol }));
  }

  it('tells of a server of plain HTTP that is asked by https, through fetch and through Node’s client', async () => {
    const plain = createHttpServer((_, response) => response.end());
    expect(await said(plain, 'https:')).toEqual([SPEAKS_NO_TLS, SPEAKS_NO_TLS]);
  });

  it('advises http where a server closes the connection on whoever begins TLS', async () => {
    const closing = createServer(socket => {
      socket.once('data', () => socket.end());
    });
    expect(await said(closing, 'https:')).toEqual([
      PERHAPS_NO_TLS,
      PERHAPS_NO_TLS,
    ]);
  });

  it('advises https where a server of TLS closes the connection on whoever asks by http', async () => {
    const secure = createHttpsServer((_, response) => response.end());
    expect(await said(secure, 'http:')).toEqual([
      expect.stringContaining(PERHAPS_TLS),
      expect.stringContaining(PERHAPS_TLS),
    ]);
  });

  it('tells of a server of TLS that answers http by an alert', async () => {
    const alerting = createServer(socket => {
      socket.once('data', () => socket.end(ALERT));
    });
    expect(await said(alerting, 'http:')).toEqual([SPEAKS_TLS, SPEAKS_TLS]);
  });

  it('says nothing of a connection that breaks in the middle of an answer, of a port where nothing listens, and of what is no error', async () => {
    const breaking = createServer(socket => {
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\n'));
    });
    const [broken] = await failuresOf(breaking, 'http:');
    expect(broken).toMatchObject({ message: 'fetch failed' });
    expect(tlsMismatch(broken, { protocol: 'http:' })).toBeUndefined();
    const refused = await fetch('http://127.0.0.1:1/').catch(error => error);
    expect(tlsMismatch(refused, { protocol: 'http:' })).toBeUndefined();
    expect(tlsMismatch('ECONNRESET', { protocol: 'http:' })).toBeUndefined();
    expect(tlsMismatch(null)).toBeUndefined();
  });

  it.each([
    [400, 'Client sent an HTTP request to an HTTPS server.\n'],
    [400, '<center>The plain HTTP request was sent to HTTPS port</center>'],
    [400, "Reason: You're speaking plain HTTP to an SSL-enabled server port."],
  ])('tells by an answer that says so: %d %s', (status, text) => {
    expect(tlsMismatchOfAnswer(status, text)).toBe(SPEAKS_TLS);
    expect(tlsMismatchOfAnswer(200, text)).toBeUndefined();
    expect(tlsMismatchOfAnswer(status, 'Bad Request')).toBeUndefined();
  });
});
