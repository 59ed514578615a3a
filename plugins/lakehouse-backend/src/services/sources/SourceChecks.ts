import { ConflictError, NotFoundError, toError } from '@backstage/errors';
import type { SourceCheckEvent } from '@lakehouse-portal/plugin-lakehouse-common';
import type { LakehouseConnector } from '@lakehouse-portal/plugin-lakehouse-node';
import type { ConnectionConfig } from '../../config';
import type { ConnectorPool } from '../../connectors';
import { untilAborted } from '../../scan/untilAborted';

const TIMEOUT_MS = 60_000;

/** What opening the connection gave: the connector, or the hop that failed. */
type Opened =
  | { connector: LakehouseConnector }
  | { event: SourceCheckEvent & { type: 'hop' } };

/** Tests connections to sources, hop by hop: one at a time for each, and none for longer than a minute. */
export class SourceChecks {
  readonly #connectors: ConnectorPool;
  readonly #now: () => number;
  readonly #timeoutMs: number;
  readonly #running = new Set<string>();

  static create(options: {
    connectors: ConnectorPool;
    now: () => number;
    /** For tests. */
    timeoutMs?: number;
  }): SourceChecks {
    return new SourceChecks(options);
  }

  private constructor(options: {
    connectors: ConnectorPool;
    now: () => number;
    timeoutMs?: number;
  }) {
    this.#connectors = options.connectors;
    this.#now = options.now;
    this.#timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  }

  /**
   * Tries the hops of a source. Ends with the first that fails, with the time, or with the signal, and says how.
   *
   * @throws NotFoundError when there is no such source, or nothing to test; ConflictError while it is being tested.
   */
  async *run(
    connection: ConnectionConfig,
    source: string,
    client?: AbortSignal,
  ): AsyncGenerator<SourceCheckEvent> {
    const key = JSON.stringify([connection.name, source]);
    if (this.#running.has(key)) {
      throw new ConflictError(
        `The source "${source}" of lakehouse "${connection.name}" is being tested already`,
      );
    }
    this.#running.add(key);
    const startMs = this.#now();
    const late = new AbortController();
    const timer = setTimeout(
      () =>
        late.abort(
          new Error(
            `The test was stopped: it took longer than ${
              this.#timeoutMs / 1000
            } seconds`,
          ),
        ),
      this.#timeoutMs,
    );
    const signal = client
      ? AbortSignal.any([late.signal, client])
      : late.signal;
    const end = (
      outcome: 'passed' | 'failed' | 'stopped',
      message?: string,
    ): SourceCheckEvent => ({
      ...{ type: 'end', outcome, message },
      durationMs: this.#now() - startMs,
    });
    try {
      const opened = await this.#open(connection, signal);
      if ('event' in opened) {
        yield opened.event;
        yield end('failed');
        return;
      }
      const hops = await hopsOf(opened.connector, source, connection, signal);
      try {
        const iterator = hops[Symbol.asyncIterator]();
        for (;;) {
          // A hop that does not stop by itself must not hold the answer up.
          const { done, value } = await untilAborted(iterator.next(), signal);
          if (done) {
            break;
          }
          yield { type: 'hop', ...value };
          if (value.outcome === 'failed') {
            yield end('failed');
            return;
          }
        }
        yield end('passed');
      } catch (thrown) {
        yield end('stopped', toError(thrown).message);
      }
    } finally {
      clearTimeout(timer);
      this.#running.delete(key);
      // What is still under way is nobody's any more.
      late.abort(new Error('The test has ended'));
    }
  }

  /** A connection that can't be opened is what the test is to find out. */
  async #open(
    connection: ConnectionConfig,
    signal: AbortSignal,
  ): Promise<Opened> {
    const startMs = this.#now();
    try {
      return {
        connector: await this.#connectors.get(connection, { signal }),
      };
    } catch (thrown) {
      return {
        event: {
          type: 'hop',
          hop: 'configuration',
          outcome: 'failed',
          message: toError(thrown).message,
          advice: signal.aborted
            ? 'The connection was still being prepared: try again when the page says that it is there.'
            : `Correct lakehouse.connections.${connection.name} in app-config, and start the back end again.`,
          durationMs: this.#now() - startMs,
        },
      };
    }
  }
}

async function hopsOf(
  connector: LakehouseConnector,
  source: string,
  connection: ConnectionConfig,
  signal: AbortSignal,
) {
  if (!connector.checkSource) {
    throw new NotFoundError(
      `There is nothing to test between the portal and the sources of lakehouse "${connection.name}"`,
    );
  }
  const known = await untilAborted(
    connector.describeSources?.({ signal }) ?? Promise.resolve(undefined),
    signal,
    // A source that is down can't say what it is; that is what the test will find.
  ).catch(() => undefined);
  if (known && !known.some(description => description.source === source)) {
    throw new NotFoundError(
      `There is no source "${source}" in lakehouse "${
        connection.name
      }"; there are ${known.map(description => description.source).join(', ')}`,
    );
  }
  return connector.checkSource(source, { signal });
}
