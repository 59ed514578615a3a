import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { WebSocketServer } from 'ws';
import { forwardPort } from './forwardPort';

const TARGET = {
  namespace: 'lake',
  selector: { 'app.kubernetes.io/component': 'coordinator' },
  port: 8443,
};
const POD = {
  metadata: { name: 'trino-0' },
  status: { conditions: [{ type: 'Ready', status: 'True' }] },
};

/** An API server that has one pod; what is sent to its port comes back. */
class EchoingCluster {
  readonly #server: Server;
  readonly asked: string[] = [];
  pods: object[] = [POD];
  /** Refuses what is asked. */
  refusal?: { status: number; body: string };
  /** Instead of sending anything back. */
  broken?: string;

  static async start(): Promise<EchoingCluster> {
    const cluster = new EchoingCluster();
    await new Promise<void>(resolve => cluster.#server.listen(0, resolve));
    return cluster;
  }

  private constructor() {
    this.#server = createServer();
    const sockets = new WebSocketServer({ noServer: true });
    this.#server.on('upgrade', (request, socket, head) => {
      this.asked.push(`${request.url} ${request.headers.authorization}`);
      if (this.refusal) {
        const { status, body } = this.refusal;
        socket.end(
          `HTTP/1.1 ${status} No\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
        );
        return;
      }
      sockets.handleUpgrade(request, socket, head, websocket => {
        // As the kubelet does it: each channel begins with the port.
        for (const channel of [0, 1])
          websocket.send(Buffer.from([channel, 0xfb, 0x20]));
        websocket.on('message', (data: Buffer) => {
          if (this.broken)
            websocket.send(
              Buffer.concat([Buffer.of(1), Buffer.from(this.broken)]),
            );
          else websocket.send(data);
        });
      });
    });
  }

  forward(onError?: (error: Error) => void) {
    const { port } = this.#server.address() as AddressInfo;
    return forwardPort(
      {
        baseUrl: `http://127.0.0.1:${port}`,
        headers: async () => ({ authorization: 'Bearer me' }),
      },
      { json: async () => ({ items: this.pods } as never) },
      TARGET,
      { onError },
    );
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

/** What came back of what was sent to a port of this machine; less where the connection ended before. */
function echoed(port: number, bytes: Buffer): Promise<Buffer> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1');
    const chunks: Buffer[] = [];
    const end = () => {
      socket.destroy();
      resolve(Buffer.concat(chunks));
    };
    socket.on('data', chunk => {
      chunks.push(chunk);
      if (Buffer.concat(chunks).length >= bytes.length) end();
    });
    socket.once('close', end);
    socket.on('error', end);
    socket.write(bytes);
  });
}

describe('A forwarded port', () => {
  let cluster: EchoingCluster;

  beforeEach(async () => {
    cluster = await EchoingCluster.start();
  });
  afterEach(() => cluster.stop());

  it('passes every byte on, in both directions, on as many connections as are made', async () => {
    const forwarded = await cluster.forward();
    await Promise.all(
      [1, 100, 70_000, 3_000_000].map(async size => {
        const bytes = randomBytes(size);
        expect((await echoed(forwarded.port, bytes)).equals(bytes)).toBe(true);
      }),
    );
    await forwarded.close();
    // One was tried before, so that what stands in the way is told.
    expect(cluster.asked).toEqual(
      Array.from(
        { length: 5 },
        () =>
          '/api/v1/namespaces/lake/pods/trino-0/portforward?ports=8443 Bearer me',
      ),
    );
    await expect(fetch(`http://127.0.0.1:${forwarded.port}`)).rejects.toThrow();
  });

  it('is refused in the words of the API server, or with what to do where nothing lets a WebSocket through', async () => {
    cluster.refusal = {
      status: 403,
      body: JSON.stringify({
        ...{ kind: 'Status', apiVersion: 'v1', code: 403, status: 'Failure' },
        ...{ reason: 'Forbidden' },
        message:
          'pods "trino-0" is forbidden: User "jo" cannot create resource "pods/portforward" in API group "" in the namespace "lake"',
      }),
    };
    await expect(cluster.forward()).rejects.toMatchObject({
      ...{ name: 'ForbiddenError', verb: 'create' },
      resource: 'pods/portforward',
    });
    cluster.refusal = { status: 404, body: 'Not Found' };
    await expect(cluster.forward()).rejects.toThrow(/passUpgradesToRoutes/);
  });

  it('says that no pod is ready, and of a port on which nobody listens what the node says', async () => {
    const errors: Error[] = [];
    cluster.broken = 'dial tcp4 127.0.0.1:8443: connect: connection refused';
    const forwarded = await cluster.forward(error => errors.push(error));
    expect(await echoed(forwarded.port, Buffer.from('hello'))).toHaveLength(0);
    await forwarded.close();
    expect(errors.map(({ message }) => message)).toEqual([
      'Port 8443 of the pod: dial tcp4 127.0.0.1:8443: connect: connection refused',
    ]);
    cluster.pods = [{ ...POD, status: {} }];
    await expect(cluster.forward()).rejects.toThrow(
      /is ready; there is 1 that is not/,
    );
  });
});
