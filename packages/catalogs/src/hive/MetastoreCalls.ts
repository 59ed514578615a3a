import {
  CatalogAccessDeniedError,
  CatalogResponseError,
  CatalogUnavailableError,
} from '../errors';
import type { HiveMetastoreOptions } from './HiveMetastoreOptions';
import { ThriftConnection, type ThriftSettings } from './ThriftConnection';
import { ThriftStruct, type ThriftValue } from './ThriftValue';

const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_MAX_BYTES = 64 * 1024 * 1024;

/** Calls of a metastore, one after the other on one connection; a lost one is made anew, at the next server if need be. */
export class MetastoreCalls {
  readonly #servers: HiveMetastoreOptions['servers'];
  readonly #settings: ThriftSettings;
  #connection: ThriftConnection | undefined;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: HiveMetastoreOptions) {
    this.#servers = options.servers;
    this.#settings = {
      transport: options.transport ?? 'buffered',
      tls: options.tls,
      timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
      maxAnswerBytes: options.maxAnswerBytes ?? DEFAULT_MAX_BYTES,
    };
  }

  /**
   * @param absent - Field of the declared exception that means that there is nothing.
   * @returns The result; undefined where there is nothing.
   * @throws Errors of this package.
   */
  async result(
    method: string,
    options: { args?: Buffer[]; absent?: number; signal?: AbortSignal } = {},
  ): Promise<ThriftValue | undefined> {
    const { args = [], absent, signal } = options;
    const calling = this.#queue.then(() => this.#call(method, args, signal));
    this.#queue = calling.catch(() => undefined);
    const { fields } = await calling;
    const result = fields.get(0);
    if (result !== undefined) return result;
    if (absent !== undefined && fields.has(absent)) return undefined;
    const [failure] = fields.values();
    const message =
      failure instanceof ThriftStruct
        ? failure.string(1)?.replace(/\s+/g, ' ').slice(0, 300)
        : undefined;
    throw /AccessControl|[Pp]ermission|not authorized|denied/.test(
      message ?? '',
    )
      ? new CatalogAccessDeniedError(`The Hive Metastore refuses: ${message}`)
      : new CatalogResponseError(
          `The Hive Metastore failed at ${method}: ${
            message ?? 'without a reason'
          }`,
        );
  }

  close(): void {
    this.#connection?.close();
  }

  /** All calls read: a second try does no harm. */
  async #call(
    method: string,
    args: Buffer[],
    signal: AbortSignal | undefined,
  ): Promise<ThriftStruct> {
    signal?.throwIfAborted();
    const idle = this.#connection;
    if (idle && !idle.isBroken)
      try {
        return await idle.call(method, args, signal);
      } catch (error) {
        if (!(error instanceof CatalogUnavailableError)) throw error;
      }
    let failure: unknown;
    for (const server of this.#servers)
      try {
        this.#connection = await ThriftConnection.open(
          server,
          this.#settings,
          signal,
        );
        return await this.#connection.call(method, args, signal);
      } catch (error) {
        if (!(error instanceof CatalogUnavailableError)) throw error;
        failure = error;
      }
    throw failure;
  }
}
