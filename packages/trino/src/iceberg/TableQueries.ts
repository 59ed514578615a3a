import type { TrinoResult } from '../client';
import { TrinoProtocolError } from '../errors';
import type { TrinoValue } from '../values';
import type { QueryGate } from './QueryGate';
import { tableInSql, type TrinoTableName } from './TrinoTableName';

const MAX_ROWS = 200_000;

/** Asks the metadata tables of one table. Columns are always named: versions of Trino add some. */
export class TableQueries {
  readonly #gate: QueryGate;
  readonly #name: TrinoTableName;
  readonly #signal: AbortSignal | undefined;

  constructor(gate: QueryGate, name: TrinoTableName, signal?: AbortSignal) {
    this.#gate = gate;
    this.#name = name;
    this.#signal = signal;
  }

  get name(): TrinoTableName {
    return this.#name;
  }

  /** Of the table, or of one of its metadata tables, for SQL. */
  inSql(metadata?: string): string {
    return tableInSql(this.#name, metadata);
  }

  async run(sql: string, maxRows: number = MAX_ROWS): Promise<TrinoResult> {
    return this.#gate.query(sql, {
      signal: this.#signal,
      limits: { maxRows },
    });
  }

  /** Names of the columns of a metadata table. */
  async columnsOf(metadata: string): Promise<Set<string>> {
    const { rows } = await this.run(`DESCRIBE ${this.inSql(metadata)}`);
    return new Set(rows.map(([name]) => String(name)));
  }
}

/** @throws TrinoProtocolError */
export function textOf(value: TrinoValue): string {
  if (typeof value !== 'string') {
    throw new TrinoProtocolError(
      'A metadata table of Trino has no text where its documentation has one',
    );
  }
  return value;
}

/** A number of Trino, of whatever integer type; 0 for none. */
export function numberOf(value: TrinoValue): number {
  return typeof value === 'bigint' || typeof value === 'number'
    ? Number(value)
    : 0;
}

/** Sums come as text, since they may go beyond 64 bits; 0 for none. */
export function bigintOf(value: TrinoValue): bigint {
  if (typeof value === 'bigint') {
    return value;
  }
  return typeof value === 'string' && /^-?\d+$/.test(value)
    ? BigInt(value)
    : 0n;
}

export function optionalText(value: TrinoValue): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function optionalNumber(value: TrinoValue): number | undefined {
  return typeof value === 'bigint' || typeof value === 'number'
    ? Number(value)
    : undefined;
}

/** Of an ISO text. @throws TrinoProtocolError */
export function millisecondsOf(value: TrinoValue): number {
  const ms = Date.parse(textOf(value));
  if (Number.isNaN(ms)) {
    throw new TrinoProtocolError(
      'A metadata table of Trino has no time where its documentation has one',
    );
  }
  return ms;
}
