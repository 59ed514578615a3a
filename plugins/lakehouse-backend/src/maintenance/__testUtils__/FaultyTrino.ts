import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a server does that speaks as much of Trino's protocol as the fault takes. */
export type TrinoFault = 'hang' | 'hang-all' | 'die' | 'garbage' | 'deny-all';

/** A Trino for faults that a real one can't be made to show. It remembers its queries, all of them failed. */
export class FaultyTrino {
  fault: TrinoFault = 'hang';
  /** Queries that a client ended. */
  cancelled = 0;
  /** Requests that are never answered. */
  unanswered = 0;
  readonly url: string;
  readonly #server: Server;

  static async start(): Promise<FaultyTrino> {
    const server = createServer();
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    return new FaultyTrino(server);
  }

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', (request, response) => {
      if (request.method === 'DELETE') {
        this.cancelled += 1;
        response.writeHead(204).end();
        return;
      }
      let body = '';
      request.on('data', chunk => {
        body += String(chunk);
      });
      request.on('end', () => {
        const answer = this.#answerTo(request.method ?? '', body);
        if (answer === 'break') {
          request.socket.destroy();
        } else if (answer === undefined) {
          this.unanswered += 1;
        } else {
          response.end(answer);
        }
      });
    });
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }

  /** Undefined: never. */
  #answerTo(method: string, statement: string): string | 'break' | undefined {
    if (this.fault === 'deny-all') {
      return 'break';
    }
    if (this.fault === 'hang-all') {
      return undefined;
    }
    if (statement.includes('system.runtime.queries')) {
      return this.#page({
        columns: ['query_id', 'state'].map(name => ({
          name,
          type: 'varchar',
          typeSignature: { rawType: 'varchar', arguments: [] },
        })),
        data: [['q1', 'FAILED']],
        stats: { state: 'FINISHED' },
      });
    }
    if (this.fault === 'garbage') {
      return '<html>Welcome to nginx</html>';
    }
    if (method === 'POST') {
      return this.#page({
        nextUri: `${this.url}/v1/statement/executing/q1/x/1`,
      });
    }
    return this.fault === 'die' ? 'break' : undefined;
  }

  #page(content: object): string {
    return JSON.stringify({
      id: 'q1',
      infoUri: `${this.url}/ui`,
      stats: { state: 'RUNNING' },
      ...content,
    });
  }
}
