import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import {
  CatalogAuthenticationError,
  CatalogResponseError,
  CatalogUnavailableError,
} from '../errors';
import { describeNetworkError } from '../http/describeNetworkError';
import type {
  HiveMetastoreOptions,
  HiveMetastoreServer,
} from './HiveMetastoreOptions';
import { type ThriftMessage, ThriftReader } from './ThriftReader';
import type { ThriftStruct } from './ThriftValue';
import { ThriftWriter } from './ThriftWriter';

/** Statuses of Thrift's SASL transport that end a negotiation. */
const SASL_REFUSALS = [3, 4];

/** How connections are made. */
export type ThriftSettings = Required<
  Pick<HiveMetastoreOptions, 'transport' | 'timeoutMs' | 'maxAnswerBytes'>
> &
  Pick<HiveMetastoreOptions, 'tls'>;

/** One connection to a metastore, for one call after the other. After an error it is of no use any more. */
export class ThriftConnection {
  readonly #server: HiveMetastoreServer;
  readonly #settings: ThriftSettings;
  readonly #socket: Socket;
  #lastId = 0;
  #broken = false;

  private constructor(
    server: HiveMetastoreServer,
    settings: ThriftSettings,
    socket: Socket,
  ) {
    this.#server = server;
    this.#settings = settings;
    this.#socket = socket;
    socket.on('error', () => this.close());
    socket.once('close', () => (this.#broken = true));
    // Idle connections must not keep the process running.
    socket.unref();
  }

  /** @throws CatalogUnavailableError */
  static async open(
    server: HiveMetastoreServer,
    settings: ThriftSettings,
    signal?: AbortSignal,
  ): Promise<ThriftConnection> {
    signal?.throwIfAborted();
    const { host, port } = server;
    const socket = settings.tls
      ? connectTls({
          ...{ host, port, ca: settings.tls.ca },
          ...(isIP(host) === 0 && { servername: host }),
        })
      : connectTcp({ host, port, noDelay: true });
    await new Promise<void>((resolve, reject) => {
      const fail = (error: unknown) => {
        socket.destroy();
        reject(error);
      };
      const timer = setTimeout(
        () =>
          fail(
            new CatalogUnavailableError(
              `${host}:${port} did not answer within ${settings.timeoutMs} ms`,
            ),
          ),
        settings.timeoutMs,
      );
      const onAbort = () => fail(signal?.reason);
      signal?.addEventListener('abort', onAbort, { once: true });
      socket.once('close', () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
      });
      socket.once('error', error =>
        fail(
          new CatalogUnavailableError(
            `The Hive Metastore at ${host}:${port} can't be reached: ${describeNetworkError(
              error,
            )}`,
            { cause: error },
          ),
        ),
      );
      socket.once(settings.tls ? 'secureConnect' : 'connect', () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        resolve();
      });
    });
    return new ThriftConnection(server, settings, socket);
  }

  get isBroken(): boolean {
    return this.#broken || this.#socket.destroyed;
  }

  /**
   * Calls a method and waits for its answer.
   *
   * @returns The answer: field 0 is the result, others are errors that the method declares.
   * @throws CatalogUnavailableError, CatalogResponseError, CatalogAuthenticationError (it wants SASL)
   */
  async call(
    method: string,
    args: Buffer[],
    signal?: AbortSignal,
  ): Promise<ThriftStruct> {
    signal?.throwIfAborted();
    const id = ++this.#lastId;
    try {
      const answer = await this.#exchange(
        ThriftWriter.call(method, id, args),
        signal,
      );
      if (answer.id !== id || answer.name !== method)
        throw new CatalogResponseError(
          `${this.#name} answered another call than ${method}`,
        );
      if (answer.type === 3)
        throw new CatalogResponseError(
          `${this.#name} refuses ${method}: ${shorten(
            answer.body.string(1) ?? 'without a reason',
          )}`,
        );
      return answer.body;
    } catch (error) {
      this.close();
      throw error;
    }
  }

  close(): void {
    this.#broken = true;
    this.#socket.destroy();
  }

  get #name(): string {
    return `The Hive Metastore at ${this.#server.host}:${this.#server.port}`;
  }

  #exchange(
    request: Buffer,
    signal: AbortSignal | undefined,
  ): Promise<ThriftMessage> {
    const socket = this.#socket;
    const { timeoutMs, transport } = this.#settings;
    return new Promise((resolve, reject) => {
      const answer = new Answer(this.#settings, this.#name);
      const done = (finish: () => void) => {
        clearTimeout(timer);
        socket.off('data', onData).off('close', onClose);
        signal?.removeEventListener('abort', onAbort);
        socket.unref();
        finish();
      };
      const onData = (bytes: Buffer) => {
        try {
          const whole = answer.add(bytes);
          if (whole) done(() => resolve(whole));
        } catch (error) {
          done(() => reject(error));
        }
      };
      const onClose = () =>
        done(() =>
          reject(
            new CatalogUnavailableError(
              answer.length === 0
                ? `${
                    this.#name
                  } closed the connection without an answer: it may want TLS, SASL (Kerberos, which is not supported), or another transport (buffered or framed)`
                : `${
                    this.#name
                  } closed the connection in the middle of an answer`,
            ),
          ),
        );
      const onAbort = () => done(() => reject(signal?.reason));
      const timer = setTimeout(
        () =>
          done(() =>
            reject(
              new CatalogUnavailableError(
                `${this.#name} did not answer within ${timeoutMs} ms`,
              ),
            ),
          ),
        timeoutMs,
      );
      if (this.isBroken) {
        onClose();
        return;
      }
      socket.ref();
      socket.on('data', onData).once('close', onClose);
      signal?.addEventListener('abort', onAbort, { once: true });
      if (transport === 'framed') {
        const length = Buffer.alloc(4);
        length.writeInt32BE(request.length);
        socket.write(length);
      }
      socket.write(request);
    });
  }
}

/** An answer as it arrives. */
class Answer {
  readonly #settings: ThriftSettings;
  readonly #server: string;
  readonly #reader: ThriftReader;
  #frame: Buffer | undefined;
  length = 0;

  constructor(settings: ThriftSettings, server: string) {
    this.#settings = settings;
    this.#server = server;
    this.#reader = new ThriftReader(settings.maxAnswerBytes);
    this.#frame = settings.transport === 'framed' ? Buffer.alloc(0) : undefined;
  }

  add(bytes: Buffer): ThriftMessage | undefined {
    if (this.length === 0 && this.#frame === undefined)
      if (SASL_REFUSALS.includes(bytes[0]))
        throw new CatalogAuthenticationError(
          `${
            this.#server
          } wants SASL: Kerberos and other SASL authentication are not supported`,
        );
    this.length += bytes.length;
    const rest = this.#frame === undefined ? bytes : this.#unframe(bytes);
    return rest.length === 0 ? undefined : this.#reader.add(rest);
  }

  /** One message has one frame: what it claims is checked, and the message says itself where it ends. */
  #unframe(bytes: Buffer): Buffer {
    const { maxAnswerBytes } = this.#settings;
    const header = this.#frame ?? Buffer.alloc(0);
    if (header.length === 4) return bytes;
    const start = Buffer.concat([header, bytes]);
    this.#frame = start.subarray(0, 4);
    if (start.length < 4) return Buffer.alloc(0);
    const length = start.readInt32BE();
    if (length < 0 || length > maxAnswerBytes)
      throw new CatalogResponseError(
        `${
          this.#server
        } claims a frame of ${length} bytes; at most ${maxAnswerBytes} are read. Is its transport framed?`,
      );
    return start.subarray(4);
  }
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}
