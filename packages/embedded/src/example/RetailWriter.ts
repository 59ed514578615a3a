import type { EmbeddedLakehouse } from '../EmbeddedLakehouse';
import type { WriteOptions } from '../operations/CommitOptions';
import type { SettableClock } from './SettableClock';

/** Writes the history of one table: every commit at an age of its own. */
export class RetailWriter {
  readonly #lakehouse: EmbeddedLakehouse;
  readonly #clock: SettableClock;
  readonly #table: string;
  /** Milliseconds since the epoch at which the example is made. */
  readonly nowMs: number;

  constructor(
    lakehouse: EmbeddedLakehouse,
    clock: SettableClock,
    table: string,
    nowMs: number,
  ) {
    this.#lakehouse = lakehouse;
    this.#clock = clock;
    this.#table = table;
    this.nowMs = nowMs;
  }

  /** Appends the rows of a query, `ageMs` before now. */
  async append(
    ageMs: number,
    sql: string,
    options?: WriteOptions,
  ): Promise<void> {
    await this.commit(ageMs, (lakehouse, table) =>
      lakehouse.append(table, { sql }, options),
    );
  }

  /** Does anything to the table, `ageMs` before now. */
  async commit<T>(
    ageMs: number,
    work: (lakehouse: EmbeddedLakehouse, table: string) => Promise<T>,
  ): Promise<T> {
    this.#clock.nowMs = this.nowMs - ageMs;
    return work(this.#lakehouse, this.#table);
  }
}
