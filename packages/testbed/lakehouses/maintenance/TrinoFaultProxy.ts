import { once } from 'node:events';
import {
  createServer,
  request as ask,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** What goes wrong with the next statement that has this text in it. */
export interface TrinoFault {
  statement: string;
  /**
   * `sent`: Trino never gets it. `running`: Trino has begun it. `committed`: Trino is done with it, and its client does not
   * hear that.
   */
  when: 'sent' | 'running' | 'committed';
  /** `die`: the connection is lost, again and again. `hang`: no answer, for as long as the client waits. */
  how: 'die' | 'hang';
  /** Told when it is reached, before anything is lost. */
  onReached?: () => void;
}

/** Stands between a client and a real Trino, and breaks one statement off where it is told to. */
export class TrinoFaultProxy {
  fault: TrinoFault | undefined;
  readonly url: string;
  readonly #server: Server;
  readonly #upstream: URL;
  /** The query that is broken off. */
  #victim: { id: string; fault: TrinoFault; reached: boolean } | undefined;

  static async start(upstream: string): Promise<TrinoFaultProxy> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new TrinoFaultProxy(server, new URL(upstream));
  }

  private constructor(server: Server, upstream: URL) {
    this.#server = server;
    this.#upstream = upstream;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', (request, response) => {
      this.#handle(request, response).catch(() => request.socket.destroy());
    });
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #handle(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const body = await textOf(request);
    const { fault } = this;
    const isVictim =
      fault !== undefined &&
      request.method === 'POST' &&
      body.includes(fault.statement);
    if (isVictim) {
      this.fault = undefined;
      if (fault.when === 'sent') {
        fault.onReached?.();
        this.#lose(fault, request);
        return;
      }
    }
    const victim = this.#victim;
    const isOfVictim =
      victim !== undefined &&
      request.method === 'GET' &&
      request.url?.includes(`/${victim.id}/`);
    if (isOfVictim && victim.reached) {
      this.#lose(victim.fault, request);
      return;
    }
    const answer = await this.#forward(request, body);
    const page = pageOf(answer.text);
    if (isVictim && page?.id !== undefined) {
      this.#victim = { id: page.id, fault, reached: false };
    }
    if (isOfVictim && hasReached(victim.fault, page?.stats?.state)) {
      victim.reached = true;
      victim.fault.onReached?.();
      this.#lose(victim.fault, request);
      return;
    }
    response.writeHead(answer.status, answer.headers).end(answer.text);
  }

  #lose({ how }: TrinoFault, request: IncomingMessage): void {
    if (how === 'die') {
      request.socket.destroy();
    }
  }

  /** With the name of this proxy: by it, Trino tells where to go on. */
  #forward(
    request: IncomingMessage,
    body: string,
  ): Promise<{
    status: number;
    headers: Record<string, string>;
    text: string;
  }> {
    return new Promise((resolve, reject) => {
      const { 'accept-encoding': _, ...headers } = request.headers;
      const upstream = ask(
        {
          host: this.#upstream.hostname,
          port: this.#upstream.port,
          path: request.url,
          method: request.method,
          headers,
        },
        answer => {
          textOf(answer).then(
            text =>
              resolve({
                status: answer.statusCode ?? 502,
                headers: {
                  'content-type':
                    answer.headers['content-type'] ?? 'application/json',
                },
                text,
              }),
            reject,
          );
        },
      );
      upstream.on('error', reject);
      upstream.end(body);
    });
  }
}

function hasReached({ when }: TrinoFault, state: string | undefined): boolean {
  return when === 'committed'
    ? state === 'FINISHED'
    : ['RUNNING', 'FINISHING', 'FINISHED'].includes(state ?? '');
}

async function textOf(stream: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function pageOf(
  text: string,
): { id?: string; stats?: { state?: string } } | undefined {
  try {
    return JSON.parse(text) as { id?: string; stats?: { state?: string } };
  } catch {
    // Not all that Trino answers is a page.
    return undefined;
  }
}
