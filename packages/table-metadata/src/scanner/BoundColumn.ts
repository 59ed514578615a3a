import type { FieldType } from '../model';
import { parsePrimitive } from '../schema';

/** Most bytes of a decimal of 38 digits. */
const MAX_DECIMAL_BYTES = 16;
const UUID_BYTES = 16;
const DAY_MICROS = 86_400_000_000;

/** Reads a bound at a place of a buffer as a number (NaN: none that can be read), or says how its bytes are compared. */
export type BoundColumn = {
  fieldId: number;
  /** A whole number of so many bytes (a long may also have 4), which compiled scanners read without a call. */
  wholeBytes?: 4 | 8;
  /** What one stands for in a bound of 4 bytes: the column was an int before it was a long, or a date before a timestamp. */
  smallUnit?: number;
} & (
  | {
      kind: 'number';
      read(bytes: Buffer, at: number, length: number): number;
      /** What rounding to a double has taken away: of two that read alike, it tells which is larger. None if absent. */
      rest?(bytes: Buffer, at: number, length: number): number;
    }
  /** Compared byte by byte; they may be of one length only. */
  | {
      kind: 'bytes';
      length?: number;
      maxLength?: number;
      /** Where bytes as they are written have another order than the values: others that have the same. */
      toOrdered?(bytes: Uint8Array, start: number, end: number): Uint8Array;
    }
);

/**
 * Prepares to read many bounds of one column, so that they compare exactly: a 64-bit value is a double and what that
 * leaves, for identifiers and times in nanoseconds lie closer than doubles do. A bound that does not fit its type helps
 * no reader either: its file counts as one without.
 */
export function boundColumn(fieldId: number, type: FieldType): BoundColumn {
  const base = type.kind === 'primitive' ? parsePrimitive(type.name).base : '';
  switch (base) {
    case 'int':
    case 'date':
      return { fieldId, kind: 'number', read: readInt, wholeBytes: 4 };
    case 'long':
    case 'time':
      return longColumn(fieldId, 1);
    case 'timestamp':
    case 'timestamptz':
      return longColumn(fieldId, DAY_MICROS);
    case 'timestamp_ns':
    case 'timestamptz_ns':
      return longColumn(fieldId, DAY_MICROS * 1000);
    case 'float':
    case 'double':
      return { fieldId, kind: 'number', read: readFloat };
    case 'decimal':
      return {
        fieldId,
        kind: 'bytes',
        maxLength: MAX_DECIMAL_BYTES,
        toOrdered: orderedDecimal,
      };
    case 'string':
      return { fieldId, kind: 'bytes' };
    case 'uuid':
      return { fieldId, kind: 'bytes', length: UUID_BYTES };
    default:
      return { fieldId, kind: 'number', read: () => Number.NaN };
  }
}

function longColumn(fieldId: number, smallUnit: number): BoundColumn {
  return {
    fieldId,
    kind: 'number',
    wholeBytes: 8,
    smallUnit,
    read: (bytes, at, length) => readLong(bytes, at, length, smallUnit),
    rest: (bytes, at, length) => (length === 8 ? restOfLong(bytes, at) : 0),
  };
}

function readInt(bytes: Buffer, at: number, length: number): number {
  return length === 4 ? int32(bytes, at) : Number.NaN;
}

function readLong(
  bytes: Buffer,
  at: number,
  length: number,
  smallUnit: number,
): number {
  if (length === 8)
    return int32(bytes, at + 4) * 2 ** 32 + (int32(bytes, at) >>> 0);
  return length === 4 ? int32(bytes, at) * smallUnit : Number.NaN;
}

function readFloat(bytes: Buffer, at: number, length: number): number {
  if (length === 8) return bytes.readDoubleLE(at);
  return length === 4 ? bytes.readFloatLE(at) : Number.NaN;
}

/** At most 512, either way. The large part is subtracted first: so nothing is rounded. */
function restOfLong(bytes: Buffer, at: number): number {
  const high = int32(bytes, at + 4) * 2 ** 32;
  const low = int32(bytes, at) >>> 0;
  return low - (high + low - high);
}

/** The shortest two's complement, made as long as the longest; negative numbers come first without their sign. */
function orderedDecimal(
  bytes: Uint8Array,
  start: number,
  end: number,
): Uint8Array {
  const result = new Uint8Array(MAX_DECIMAL_BYTES);
  if (bytes[start] >= 0x80) result.fill(0xff);
  result.set(bytes.subarray(start, end), MAX_DECIMAL_BYTES - (end - start));
  result[0] ^= 0x80;
  return result;
}

function int32(bytes: Buffer, at: number): number {
  return (
    bytes[at] |
    (bytes[at + 1] << 8) |
    (bytes[at + 2] << 16) |
    (bytes[at + 3] << 24)
  );
}

/** Whether a bound of so many bytes can be one of this column. */
export function fits(
  column: BoundColumn & { kind: 'bytes' },
  length: number,
): boolean {
  if (column.maxLength !== undefined)
    return length > 0 && length <= column.maxLength;
  return column.length === undefined || column.length === length;
}
