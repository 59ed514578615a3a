import type { BigIntColumn } from './rows';
import { isoTime } from '../isoTime';

/** A number from a `bigint` column, `null` as undefined. */
export function fromBigInt(value: BigIntColumn | null): number | undefined {
  return value === null ? undefined : Number(value);
}

/** ISO 8601 of a timestamp column, `null` as undefined. */
export function fromTimestamp(value: BigIntColumn | null): string | undefined {
  return value === null ? undefined : isoTime(Number(value));
}

/**
 * A sum of bytes or records for a `bigint` column. Both databases and JSON carry it as a number,
 * so what is beyond 2^53 is rounded: it is a figure to sort by, not an id.
 */
export function toBigInt(value: bigint | number | undefined): number | null {
  if (value === undefined) {
    return null;
  }
  return Math.min(Number(value), Number.MAX_SAFE_INTEGER);
}
