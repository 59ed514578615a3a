import dns from 'node:dns/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import type { ConnectionCheck } from '../catalog';
import { CatalogAccessDeniedError } from '../errors';
import { checkHop } from './checkHop';
import { probeDns } from './probeDns';
import { probeEndpoint, probeUrl } from './probeEndpoint';
import { probeTls } from './probeTls';

async function all(
  checks: AsyncIterable<ConnectionCheck>,
): Promise<ConnectionCheck[]> {
  const found: ConnectionCheck[] = [];
  for await (const check of checks) found.push(check);
  return found;
}

const servers: Server[] = [];

async function listen(
  onConnection: (socket: import('node:net').Socket) => void,
): Promise<number> {
  const server = createServer(socket => {
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  servers.push(server);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

afterEach(() => {
  jest.restoreAllMocks();
});
afterAll(() => {
  for (const server of servers) server.close();
});

describe('hops of a connection', () => {
  it('passes those that are there and skips those that are not', async () => {
    const port = await listen(socket => socket.destroy());
    expect(await all(probeUrl(new URL(`http://127.0.0.1:${port}/x`)))).toEqual([
      expect.objectContaining({ hop: 'dns', outcome: 'skipped' }),
      expect.objectContaining({ hop: 'tcp', outcome: 'passed' }),
      expect.objectContaining({ hop: 'tls', outcome: 'skipped' }),
    ]);
  });

  it('names the host that nobody knows', async () => {
    // A name server that can't be reached is waited for much longer than a test may take.
    const lookup = jest.spyOn(dns, 'lookup').mockRejectedValue(
      Object.assign(new Error('getaddrinfo ENOTFOUND nobody.invalid'), {
        code: 'ENOTFOUND',
      }),
    );
    const checks = await all(
      probeUrl(new URL('https://nobody.invalid:8443/x')),
    );
    expect(lookup.mock.calls.map(([host]) => host)).toEqual(['nobody.invalid']);
    expect(checks).toEqual([
      expect.objectContaining({
        hop: 'dns',
        outcome: 'failed',
        message: expect.stringContaining('nobody.invalid'),
        advice: expect.any(String),
      }),
    ]);
  });

  it('names the port at which nothing listens', async () => {
    // One that was just given back may be somebody else's; this one is nobody's.
    const checks = await all(
      probeEndpoint({ host: 'localhost', port: 1, tls: false }),
    );
    expect(checks.map(({ hop, outcome }) => [hop, outcome])).toEqual([
      ['dns', 'passed'],
      ['tcp', 'failed'],
    ]);
    expect(checks[1].message).toContain('localhost:1:');
  });

  it('says that a server speaks no TLS, whether it answers otherwise, hangs up or says nothing', async () => {
    const answers = await listen(socket =>
      socket.on('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
    );
    const hangsUp = await listen(socket => socket.end());
    const silent = await listen(() => undefined);
    const failures = [
      ...(await all(
        probeEndpoint({ host: '127.0.0.1', port: answers, tls: true }),
      )),
      ...(await all(
        probeEndpoint({ host: '127.0.0.1', port: hangsUp, tls: true }),
      )),
      // Its port is found within the usual time: only the silence is to be cut short.
      await probeTls('127.0.0.1', silent, { timeoutMs: 300 }),
    ].filter(({ outcome }) => outcome === 'failed');
    expect(failures).toHaveLength(3);
    for (const failure of failures)
      expect(failure).toMatchObject({
        hop: 'tls',
        advice: expect.stringContaining('http instead of https'),
      });
  });

  it('tells what to do when the catalog refuses, and throws only when it is stopped', async () => {
    const check = await checkHop('listing', async () => {
      throw new CatalogAccessDeniedError('No permission to list namespaces');
    });
    expect(check).toMatchObject({
      outcome: 'failed',
      message: 'No permission to list namespaces',
      advice: expect.stringContaining('list namespaces and tables'),
    });
    const stopped = AbortSignal.abort(new Error('left'));
    await expect(probeDns('localhost', { signal: stopped })).rejects.toThrow(
      'left',
    );
  });
});
