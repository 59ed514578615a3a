import {
  DuckDBArrayValue,
  DuckDBBitValue,
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  DuckDBTimeTZValue,
  DuckDBUnionValue,
  type DuckDBValue,
} from '@duckdb/node-api';
import type { QueryValue } from '../QueryResult';

/** Counts what a result costs, and what was left out of it. */
export interface ValueBudget {
  /** Bytes of JSON so far, about. */
  bytes: number;
  /** Beyond it texts and lists shrink to next to nothing, so that one row can't be too large either. */
  maxBytes: number;
  clipped: number;
  /** Characters of one text, bytes of one binary value. */
  maxTextLength: number;
  /** Elements of one list or map. */
  maxElements: number;
}

/** A DuckDB value as JSON carries it: see `QueryValue`. */
export function jsonValue(value: DuckDBValue, budget: ValueBudget): QueryValue {
  if (value === null) {
    budget.bytes += 5;
    return null;
  }
  switch (typeof value) {
    case 'boolean':
      budget.bytes += 6;
      return value;
    case 'number':
      budget.bytes += 12;
      return Number.isFinite(value) ? value : String(value);
    case 'bigint':
      budget.bytes += 20;
      return Number.isSafeInteger(Number(value))
        ? Number(value)
        : value.toString();
    case 'string':
      return text(value, budget);
    default:
      return objectValue(value, budget);
  }
}

function objectValue(
  value: Exclude<DuckDBValue, null | boolean | number | bigint | string>,
  budget: ValueBudget,
): QueryValue {
  if (value instanceof DuckDBBlobValue) {
    return blob(value.bytes, budget);
  }
  if (value instanceof DuckDBListValue || value instanceof DuckDBArrayValue) {
    return elements(value.items, budget, item => jsonValue(item, budget));
  }
  if (value instanceof DuckDBStructValue) {
    return fields(value.entries, budget);
  }
  if (value instanceof DuckDBMapValue) {
    return elements(value.entries, budget, entry => ({
      key: jsonValue(entry.key, budget),
      value: jsonValue(entry.value, budget),
    }));
  }
  if (value instanceof DuckDBUnionValue) {
    return {
      tag: text(value.tag, budget),
      value: jsonValue(value.value, budget),
    };
  }
  if (value instanceof DuckDBDecimalValue || value instanceof DuckDBBitValue) {
    return text(value.toString(), budget);
  }
  return text(temporal(value.toString(), value), budget);
}

/** DuckDB writes `2020-01-02 03:04:05+00`, ISO 8601 `2020-01-02T03:04:05Z`. */
function temporal(
  written: string,
  value: Exclude<DuckDBValue, null | boolean | number | bigint | string>,
): string {
  if (value instanceof DuckDBDateValue) {
    return written;
  }
  const iso = written.replace(/^(\d{4,6}-\d\d-\d\d) (?=\d)/, '$1T');
  const zoned =
    value instanceof DuckDBTimestampTZValue ||
    value instanceof DuckDBTimeTZValue;
  return zoned
    ? iso.replace(/\+00(?::00)?$/, 'Z').replace(/([+-]\d\d)$/, '$1:00')
    : iso;
}

/** So much of a text is kept whatever has been spent: enough for any number, date or id. */
const leastText = 64;

function text(value: string, budget: ValueBudget): string {
  let kept = value;
  const length = textLimit(budget);
  if (kept.length > length) {
    budget.clipped += 1;
    // Not in the middle of a surrogate pair.
    kept = `${kept.slice(0, length).replace(/[\uD800-\uDBFF]$/, '')}…`;
  }
  budget.bytes += Buffer.byteLength(kept) + 3;
  return kept;
}

function textLimit(budget: ValueBudget): number {
  return Math.max(
    leastText,
    Math.min(budget.maxTextLength, budget.maxBytes - budget.bytes),
  );
}

function blob(bytes: Uint8Array, budget: ValueBudget): string {
  const length = textLimit(budget);
  const clipped = bytes.length > length;
  budget.clipped += clipped ? 1 : 0;
  const kept = Buffer.from(bytes.subarray(0, length)).toString('base64');
  budget.bytes += kept.length + 3;
  return clipped ? `${kept}…` : kept;
}

function elements<T>(
  items: readonly T[],
  budget: ValueBudget,
  convert: (item: T) => QueryValue,
): QueryValue[] {
  budget.bytes += 3;
  const kept: QueryValue[] = [];
  for (const item of items) {
    if (kept.length >= budget.maxElements || budget.bytes >= budget.maxBytes) {
      budget.clipped += 1;
      break;
    }
    kept.push(convert(item));
  }
  return kept;
}

function fields(
  entries: Readonly<Record<string, DuckDBValue>>,
  budget: ValueBudget,
): QueryValue {
  budget.bytes += 3;
  return Object.fromEntries(
    Object.entries(entries).map(([name, item]) => {
      budget.bytes += name.length + 4;
      return [name, jsonValue(item, budget)];
    }),
  );
}
