import { TrinoLimitError } from '../errors';
import type { TrinoLimits } from '../options';
import {
  createStatementClient,
  type StatementPage,
  type StatementTransport,
} from '../protocol';
import { MAX_WARNINGS } from '../protocol/redactPage';
import type { TrinoColumn } from '../values';
import { decodeRows } from './decodePage';
import type { TrinoPage } from './TrinoResult';

/** What a run works with. */
export interface QueryRunOptions {
  statement: string;
  transport: StatementTransport;
  /** Pages as the transport received them. */
  received: StatementPage[];
  connection: Parameters<typeof createStatementClient>[1];
  cancelHeaders: Record<string, string>;
  limits: Required<TrinoLimits>;
  signal: AbortSignal;
}

/** One statement from sending it to its last page. Holds one page at a time. */
export class QueryRun {
  readonly warnings = new Set<string>();
  columns: TrinoColumn[] | undefined;
  updateType: string | undefined;
  updateCount: bigint | undefined;
  readonly #options: QueryRunOptions;

  constructor(options: QueryRunOptions) {
    this.#options = options;
  }

  get queryId(): string {
    return this.#options.transport.queryId ?? '';
  }

  /**
   * The pages that have rows. Leaving the loop early cancels the query.
   *
   * @throws Every {@link TrinoError}; the reason of the signal.
   */
  async *pages(): AsyncGenerator<TrinoPage> {
    const { statement, transport, connection, signal } = this.#options;
    let isOver = false;
    // While the caller works on a page nothing is under way that could notice.
    const onAbort = () => void this.#cancel();
    try {
      signal.throwIfAborted();
      const trino = createStatementClient(transport, connection);
      const iterator = await trino.query(statement);
      signal.addEventListener('abort', onAbort, { once: true });
      for (;;) {
        yield* this.#takePages();
        signal.throwIfAborted();
        const { done } = await iterator.next();
        if (done) {
          break;
        }
      }
      isOver = true;
    } finally {
      signal.removeEventListener('abort', onAbort);
      if (!isOver) {
        await this.#cancel();
      }
    }
  }

  *#takePages(): Generator<TrinoPage> {
    for (const page of this.#options.received.splice(0)) {
      this.columns ??= page.columns;
      this.updateType = page.updateType ?? this.updateType;
      this.updateCount = page.updateCount ?? this.updateCount;
      for (const warning of page.warnings) {
        if (this.warnings.size < MAX_WARNINGS) {
          this.warnings.add(warning);
        }
      }
      const rows = decodeRows(page, this.columns, text =>
        this.#options.transport.quote(text),
      );
      if (rows.length > 0) {
        yield { queryId: page.queryId, columns: this.columns ?? [], rows };
      }
    }
  }

  async #cancel(): Promise<void> {
    await this.#options.transport.cancel(this.#options.cancelHeaders);
  }
}

/** Adds up what a result may not exceed. */
export class ResultMeter {
  #rows = 0;
  #bytes = 0;

  constructor(readonly limits: Required<TrinoLimits>) {}

  addBytes(bytes: number): void {
    this.#bytes += bytes;
  }

  addRows(rows: number): void {
    this.#rows += rows;
  }

  /** The limit that has been exceeded. */
  get exceeded(): 'rows' | 'bytes' | undefined {
    if (this.#bytes > this.limits.maxBytes) {
      return 'bytes';
    }
    return this.#rows > this.limits.maxRows ? 'rows' : undefined;
  }

  requireRoom(queryId: string): void {
    const { exceeded } = this;
    if (exceeded) {
      const allowed =
        exceeded === 'rows' ? this.limits.maxRows : this.limits.maxBytes;
      throw new TrinoLimitError(exceeded, allowed, { queryId });
    }
  }
}
