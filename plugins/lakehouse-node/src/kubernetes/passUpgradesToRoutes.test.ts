import {
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { passUpgradesToRoutes } from './passUpgradesToRoutes';

const UPGRADE = { connection: 'Upgrade', upgrade: 'websocket' };

const SWITCHED =
  'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n';

/** As Backstage's root HTTP router does it, once a plugin has a WebSocket route. */
function takeAllUpgrades(server: Server): void {
  server.on('upgrade', (incoming, socket) => {
    if (incoming.url === '/api/signals') {
      socket.end(`${SWITCHED}signals`);
      return;
    }
    if (server.listenerCount('upgrade') > 1) return;
    socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
  });
}

/** As the proxy of the Kubernetes plugin does it: an upgrade is a request like others, until it is let through. */
function kubernetesProxy(incoming: IncomingMessage, outgoing: ServerResponse) {
  if (!incoming.headers.authorization) {
    outgoing.writeHead(401).end('who are you?');
    return;
  }
  const socket = incoming.socket as Socket;
  socket.write(SWITCHED);
  socket.on('data', data => socket.write(data));
}

describe('passUpgradesToRoutes', () => {
  let server: Server;

  async function ask(path: string, headers: object = {}) {
    const { port } = server.address() as AddressInfo;
    return new Promise<{ status?: number; text: string }>((resolve, reject) => {
      const asked = request({
        ...{ port, path, agent: false },
        headers: { ...UPGRADE, ...headers },
      });
      asked.once('upgrade', (answer, socket, head) => {
        if (head.length > 0) {
          socket.destroy();
          resolve({ status: answer.statusCode, text: head.toString() });
          return;
        }
        socket.write('bytes of a frame');
        socket.once('data', data => {
          socket.destroy();
          resolve({ status: answer.statusCode, text: String(data) });
        });
      });
      asked.once('response', answer => {
        let text = '';
        answer.on('data', data => {
          text += data;
        });
        answer.once('end', () => resolve({ status: answer.statusCode, text }));
      });
      asked.once('error', reject);
      asked.end();
    });
  }

  beforeEach(async () => {
    server = createServer(kubernetesProxy);
    takeAllUpgrades(server);
    await new Promise<void>(resolve => server.listen(0, resolve));
  });

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it('has WebSockets reach the Kubernetes plugin, whatever other plugins have done, and theirs reach them', async () => {
    const path = '/api/kubernetes/proxy/api/v1/namespaces/a/pods/b/portforward';
    const known = { authorization: 'Bearer me' };
    expect(await ask(path, known)).toMatchObject({ status: 404 });
    passUpgradesToRoutes(server);
    expect(await ask(path, known)).toEqual({
      ...{ status: 101, text: 'bytes of a frame' },
    });
    expect(await ask('/api/signals')).toEqual({ status: 101, text: 'signals' });
  });

  it('lets a refusal be an ordinary answer', async () => {
    passUpgradesToRoutes(server);
    expect(await ask('/api/kubernetes/proxy/api/v1')).toEqual({
      ...{ status: 401, text: 'who are you?' },
    });
  });
});
