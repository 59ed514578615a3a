import { chmodSync } from 'node:fs';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { MissingPrerequisiteError } from '../../MissingPrerequisiteError';
import { logDirectory } from '../../processes';
import type { SystemName } from '../connections';
import type { SupervisorStatus, UpEvent } from './protocol';
import type { Supervisor } from './Supervisor';

const MAX_REQUEST_BYTES = 64 * 1024;

/** Lets this user's processes ask a supervisor, by HTTP over a socket in the file system. */
export class SupervisorServer {
  readonly #server: Server;
  #waiting = 0;

  constructor(
    readonly supervisor: Supervisor,
    readonly options: {
      /** ISO 8601. */
      startedAt: string;
      /** Nothing is left to supervise. */
      onIdle: () => void;
      /** Nobody wants any more what is just being started, and nothing else runs. */
      onAbandoned: () => void;
    },
  ) {
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch(error => {
        console.error(error);
        if (!response.headersSent) response.writeHead(500);
        response.end(
          JSON.stringify({ error: String(error?.message ?? error) }),
        );
      });
    });
  }

  async listen(socket: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(socket, resolve);
    });
    chmodSync(socket, 0o600);
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const names = await readNames(request);
    switch (`${request.method} ${request.url}`) {
      case 'GET /status':
        response.end(JSON.stringify(this.#status()));
        break;
      case 'POST /up':
        await this.#up(names ?? [], response);
        if (this.supervisor.isIdle) this.options.onIdle();
        break;
      case 'POST /down':
        response.end(
          JSON.stringify({ stopped: await this.supervisor.stop(names) }),
        );
        if (this.supervisor.isIdle) this.options.onIdle();
        break;
      default:
        response.writeHead(404);
        response.end('{"error":"There is no such thing"}');
    }
  }

  #status(): SupervisorStatus {
    return {
      pid: process.pid,
      startedAt: this.options.startedAt,
      logs: logDirectory(),
      systems: this.supervisor.status(),
    };
  }

  async #up(names: SystemName[], response: ServerResponse): Promise<void> {
    response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    response.flushHeaders();
    const tell = (event: UpEvent) =>
      response.write(`${JSON.stringify(event)}\n`);
    const before = new Set(this.supervisor.names);
    let isDone = false;
    this.#waiting += 1;
    response.on('close', () => {
      this.#waiting -= 1;
      // Whoever asked has gone (Ctrl-C): nothing that was begun for them alone stays.
      if (isDone || this.#waiting > 0) return;
      if (before.size === 0) this.options.onAbandoned();
      else
        this.supervisor
          .stop(this.supervisor.names.filter(name => !before.has(name)))
          .catch(error => console.error(error));
    });
    await Promise.all(
      names.map(async system => {
        const started = Date.now();
        try {
          const connection = await this.supervisor.start(
            system,
            (progressing, line) =>
              tell({ type: 'progress', system: progressing, line }),
          );
          const seconds = (Date.now() - started) / 1000;
          tell({ type: 'ready', system, seconds, connection });
        } catch (error) {
          tell({
            type: 'failed',
            system,
            message: (error as Error).message,
            isPrerequisite: error instanceof MissingPrerequisiteError,
          });
        }
      }),
    );
    isDone = true;
    response.end();
  }
}

/** The body: `{"names": ["trino"]}`. */
async function readNames(
  request: IncomingMessage,
): Promise<SystemName[] | undefined> {
  let body = '';
  for await (const chunk of request) {
    body += chunk;
    if (body.length > MAX_REQUEST_BYTES)
      throw new Error('The request is too long');
  }
  return body === '' ? undefined : JSON.parse(body).names;
}
