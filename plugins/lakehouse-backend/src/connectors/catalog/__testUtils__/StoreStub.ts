import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A store that lets nobody in, and keeps what it was asked. */
export class StoreStub {
  static async start(): Promise<StoreStub> {
    const stub = new StoreStub();
    await new Promise<void>(resolve =>
      stub.#server.listen(0, '127.0.0.1', resolve),
    );
    return stub;
  }

  readonly requests: Array<{ path: string; headers: IncomingHttpHeaders }> = [];
  /** Body of its refusal. */
  refusal = '';
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      this.requests.push({ path: request.url ?? '', headers: request.headers });
      response.writeHead(403, { 'content-type': 'application/xml' });
      response.end(this.refusal);
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
