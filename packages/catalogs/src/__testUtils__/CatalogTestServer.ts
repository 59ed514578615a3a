import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that came, with its body. */
export interface SeenRequest {
  method: string;
  /** As on the wire, percent-encoded. */
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: string;
}

/** What is answered: a value becomes JSON with status 200. */
export type TestAnswer =
  | { status?: number; headers?: Record<string, string>; json?: unknown }
  | ((response: ServerResponse) => void);

/** A catalog that behaves as badly as a test wants it to, on the loopback interface, with a log of what it was asked. */
export class CatalogTestServer {
  static async start(): Promise<CatalogTestServer> {
    const server = new CatalogTestServer();
    await new Promise<void>(resolve =>
      server.#server.listen(0, '127.0.0.1', resolve),
    );
    return server;
  }

  readonly requests: SeenRequest[] = [];
  readonly #server: Server;
  #answer: (request: SeenRequest) => TestAnswer | Promise<TestAnswer> = () => ({
    status: 404,
  });

  private constructor() {
    this.#server = createServer((incoming, response) => {
      // Whoever leaves early breaks the pipe.
      response.on('error', () => undefined);
      const chunks: Buffer[] = [];
      incoming.on('data', chunk => chunks.push(chunk));
      incoming.on('end', async () => {
        const [path, query] = (incoming.url ?? '').split('?');
        const request = {
          method: incoming.method ?? '',
          path,
          query: new URLSearchParams(query),
          headers: incoming.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        };
        this.requests.push(request);
        const answer = await this.#answer(request);
        if (typeof answer === 'function') {
          answer(response);
          return;
        }
        response.writeHead(answer.status ?? 200, {
          'content-type': 'application/json',
          ...answer.headers,
        });
        response.end(
          answer.json === undefined ? undefined : JSON.stringify(answer.json),
        );
      });
    });
  }

  get url(): URL {
    const { port } = this.#server.address() as AddressInfo;
    return new URL(`http://127.0.0.1:${port}`);
  }

  /** Answers from now on like this; the log starts anew. */
  answer(
    answer: (request: SeenRequest) => TestAnswer | Promise<TestAnswer>,
  ): void {
    this.requests.length = 0;
    this.#answer = answer;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }
}
