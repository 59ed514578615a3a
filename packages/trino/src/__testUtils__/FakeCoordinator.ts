import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

/** A request as it came. */
export interface SeenRequest {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** What the coordinator does with a request. */
export type FakeAnswer =
  | {
      json: unknown;
      status?: number;
      headers?: Record<string, string>;
      gzip?: boolean;
    }
  | { text: string; status?: number; headers?: Record<string, string> }
  /** Ends the connection without an answer. */
  | 'break'
  /** Never answers. */
  | 'hang'
  /** Starts an answer and breaks off in the middle. */
  | 'half';

/** A server for what a real Trino can't be made to do. Every answer is said by the test. */
export class FakeCoordinator {
  readonly seen: SeenRequest[] = [];
  readonly #server: Server;

  static async start(
    answer: (request: SeenRequest, coordinator: FakeCoordinator) => FakeAnswer,
  ): Promise<FakeCoordinator> {
    const server = createServer();
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const coordinator = new FakeCoordinator(server);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', chunk => chunks.push(chunk));
      request.on('end', () => {
        const seen: SeenRequest = {
          method: request.method ?? '',
          path: request.url ?? '',
          headers: request.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        };
        coordinator.seen.push(seen);
        const given = answer(seen, coordinator);
        if (given === 'hang') {
          return;
        }
        if (given === 'break') {
          request.socket.destroy();
          return;
        }
        if (given === 'half') {
          response.writeHead(200, { 'Content-Length': '1000' });
          response.write('{"id": "q1", ', () => request.socket.destroy());
          return;
        }
        const text = 'json' in given ? JSON.stringify(given.json) : given.text;
        const isPacked = 'json' in given && given.gzip;
        response.writeHead(given.status ?? 200, {
          'Content-Type': 'application/json',
          ...(isPacked && { 'Content-Encoding': 'gzip' }),
          ...given.headers,
        });
        response.end(isPacked ? gzipSync(text) : text);
      });
    });
    return coordinator;
  }

  private constructor(server: Server) {
    this.#server = server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Address of the page after the `number`-th. */
  page(number: number): string {
    return `${this.url}/v1/statement/executing/q1/slug/${number}`;
  }

  get methods(): string[] {
    return this.seen.map(({ method }) => method);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }
}

/** Columns as Trino describes those of simple types. */
export function columnsOf(types: Record<string, string>) {
  return Object.entries(types).map(([name, type]) => ({
    name,
    type,
    typeSignature: { rawType: type, arguments: [] },
  }));
}
