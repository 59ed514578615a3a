import type { FieldType } from '../model';
import { parsePrimitive } from '../schema';
import { bytesToDecimal } from '../values';

/** Most bytes of a decimal of 38 digits. */
const MAX_DECIMAL_BYTES = 16;
const UUID_BYTES = 16;
const DAY_MICROS = 86_400_000_000;

/** Reads a bound at a place of a buffer as a number (NaN: none that can be read), or says that its bytes have an order. */
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
    }
  /** Compared byte by byte, as they are; they may be of one length only. */
  | { kind: 'bytes'; length?: number }
);

/**
 * Prepares to read many bounds of one column. A 64-bit value is rounded, for only the order matters. A bound that does
 * not fit its type helps no reader either: its file counts as one without.
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
      return { fieldId, kind: 'number', read: readDecimal };
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

function readDecimal(bytes: Buffer, at: number, length: number): number {
  return length > 0 && length <= MAX_DECIMAL_BYTES
    ? Number(bytesToDecimal(bytes.subarray(at, at + length)))
    : Number.NaN;
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
  return column.length === undefined || column.length === length;
}
