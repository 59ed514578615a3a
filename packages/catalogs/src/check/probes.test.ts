import { createServer, type AddressInfo, type Server } from 'node:net';
import type { ConnectionCheck } from '../catalog';
import { CatalogAccessDeniedError } from '../errors';
import { checkHop } from './checkHop';
import { probeDns } from './probeDns';
import { probeEndpoint, probeUrl } from './probeEndpoint';

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
    const checks = await all(
      probeUrl(new URL('https://nobody.invalid:8443/x')),
    );
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
    const port = await listen(() => undefined);
    servers.at(-1)!.close();
    const checks = await all(
      probeEndpoint({ host: 'localhost', port, tls: false }),
    );
    expect(checks.map(({ hop, outcome }) => [hop, outcome])).toEqual([
      ['dns', 'passed'],
      ['tcp', 'failed'],
    ]);
    expect(checks[1].message).toContain(String(port));
  });

  it('says that a server speaks no TLS, whether it answers otherwise, hangs up or says nothing', async () => {
    const answers = await listen(socket =>
      socket.on('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
    );
    const hangsUp = await listen(socket => socket.end());
    const silent = await listen(() => undefined);
    for (const port of [answers, hangsUp, silent]) {
      const checks = await all(
        probeEndpoint(
          { host: '127.0.0.1', port, tls: true },
          { timeoutMs: 300 },
        ),
      );
      expect(checks.at(-1)).toMatchObject({ hop: 'tls', outcome: 'failed' });
      expect(checks.at(-1)?.advice).toContain('http instead of https');
    }
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
