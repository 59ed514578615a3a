import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Stands in front of a store and keeps a log of what it was asked. Headers pass as they are, `Host` too: signatures
 * cover it.
 */
export class RecordingProxy {
  static async start(target: string): Promise<RecordingProxy> {
    const proxy = new RecordingProxy(new URL(target));
    await new Promise<void>(resolve =>
      proxy.#server.listen(0, '127.0.0.1', resolve),
    );
    return proxy;
  }

  /** `GET /lake/wh/x`, without queries. */
  readonly log: string[] = [];
  readonly #server: Server;

  private constructor(target: URL) {
    this.#server = createServer((incoming, outgoing) => {
      const { method, url = '', headers } = incoming;
      this.log.push(`${method} ${url.replace(/\?.*$/, '')}`);
      const forwarded = request(
        {
          ...{ host: target.hostname, port: target.port },
          // One kept open may be closed by the store just when it is used again: whoever asks would ask, and be counted, twice.
          agent: false,
          ...{ method, path: url, headers },
        },
        answer => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
        },
      );
      forwarded.on('error', () => outgoing.destroy());
      incoming.pipe(forwarded);
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }
}
