import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

type Handler = (
  request: IncomingMessage,
  response: ServerResponse,
  count: number,
) => void;

/** A web server on the loopback interface that behaves as badly as a test wants it to, and keeps a log. */
export class TestServer {
  static async start(): Promise<TestServer> {
    const server = new TestServer();
    await new Promise<void>(resolve =>
      server.#server.listen(0, '127.0.0.1', resolve),
    );
    return server;
  }

  /** `GET /path bytes=0-1`, in the order of arrival. */
  readonly log: string[] = [];
  readonly requests: IncomingMessage[] = [];
  /** Connections of answers that the client has left. */
  aborted = 0;
  readonly #server: Server;
  #handler: Handler = (_, response) => response.writeHead(404).end();

  private constructor() {
    this.#server = createServer((request, response) => {
      const { method, url, headers } = request;
      this.log.push([method, url, headers.range].filter(Boolean).join(' '));
      this.requests.push(request);
      response.on('close', () => {
        if (!response.writableFinished) this.aborted++;
      });
      // Whoever leaves early breaks the pipe.
      response.on('error', () => undefined);
      this.#handler(request, response, this.log.length);
    });
    // A connection that was idle for seconds would be closed just as a client takes it for the next request.
    this.#server.keepAliveTimeout = 0;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Answers from now on like this; the log starts anew. */
  answer(handler: Handler): void {
    this.log.length = 0;
    this.requests.length = 0;
    this.aborted = 0;
    this.#handler = handler;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }
}

/** Answers with this file, also in ranges, as a sound server does. */
export function serve(content: Uint8Array): Handler {
  return (request, response) => {
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
    if (!range) {
      response
        .writeHead(200, { 'content-length': content.length, etag: '"1"' })
        .end(content);
      return;
    }
    const first = Number(range[1]);
    const last = Math.min(Number(range[2]), content.length - 1);
    if (first >= content.length) {
      response
        .writeHead(416, { 'content-range': `bytes */${content.length}` })
        .end();
      return;
    }
    const part = content.subarray(first, last + 1);
    response
      .writeHead(206, {
        etag: '"1"',
        'content-length': part.length,
        'content-range': `bytes ${first}-${last}/${content.length}`,
      })
      .end(part);
  };
}
