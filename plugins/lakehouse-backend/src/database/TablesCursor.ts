import { createHash } from 'node:crypto';
import { InputError } from '@backstage/errors';
import type { TablesQuery } from '@lakehouse-portal/plugin-lakehouse-common';
import { sortKeysOf, type SortKey } from './sortKeys';

/** The shape of cursors; one of another shape is refused. */
const VERSION = 1;
/** Characters: names are bounded, and so is what is made of them. */
const MAX_LENGTH = 10_000;
/** A clock of another replica may be ahead by so much. */
const MAX_AHEAD_MS = 60_000;
const MAX_INTEGER = 2 ** 31;

/** Where a page of a list begins: after a row, in an order, at a time. */
export interface TablesCursor {
  /** Of the sort keys of the last row before the page. */
  values: Array<string | number>;
  /** Milliseconds since the epoch: what "older than a week" counts from, on all pages the same. */
  nowMs: number;
}

/** A cursor as it goes over the network. It holds a position, and no right to anything. */
export function writeTablesCursor(
  query: TablesQuery,
  cursor: TablesCursor,
): string {
  return Buffer.from(
    JSON.stringify([VERSION, questionOf(query), cursor.nowMs, cursor.values]),
  ).toString('base64url');
}

/**
 * Reads a cursor that came over the network.
 *
 * @throws InputError for one that is none, or that belongs to another question.
 */
export function readTablesCursor(
  query: TablesQuery,
  text: string,
  nowMs: number,
): TablesCursor {
  const [version, question, since, values] = parse(text);
  if (
    version !== VERSION ||
    !Number.isSafeInteger(since) ||
    (since as number) < 0 ||
    (since as number) > nowMs + MAX_AHEAD_MS ||
    !Array.isArray(values)
  ) {
    throw notACursor();
  }
  if (question !== questionOf(query)) {
    throw new InputError(
      'cursor belongs to another list: it goes on with the same filters and the same order only',
    );
  }
  const keys = sortKeysOf(query);
  const fits =
    values.length === keys.length &&
    keys.every(({ type }, index) => isValue(values[index], type));
  if (!fits) {
    throw notACursor();
  }
  return { values, nowMs: since as number };
}

function parse(text: string): unknown[] {
  if (text.length > MAX_LENGTH || !/^[\w-]+$/.test(text)) {
    throw notACursor();
  }
  try {
    const parsed: unknown = JSON.parse(
      Buffer.from(text, 'base64url').toString('utf8'),
    );
    if (Array.isArray(parsed)) {
      return parsed;
    }
  } catch {
    // What is not JSON was not written here.
  }
  throw notACursor();
}

/** PostgreSQL refuses what does not fit into the type of a column. */
function isValue(value: unknown, type: SortKey['type']): boolean {
  switch (type) {
    case 'string':
      return typeof value === 'string' && !value.includes('\0');
    case 'double':
      return typeof value === 'number' && Number.isFinite(value);
    case 'long':
      return Number.isSafeInteger(value);
    default:
      return Number.isInteger(value) && Math.abs(value as number) < MAX_INTEGER;
  }
}

function notACursor(): InputError {
  return new InputError(
    'cursor must be what nextCursor of a page was; leave it out to begin with the first page',
  );
}

/** What a cursor is bound to: everything that is asked, but where and how much. */
function questionOf(query: TablesQuery): string {
  const { cursor, offset, limit, ...question } = query;
  const parts = Object.entries(question)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify(parts))
    .digest('base64url')
    .slice(0, 16);
}
