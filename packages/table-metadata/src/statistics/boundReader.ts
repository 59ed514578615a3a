import type { FieldType } from '../model';
import { parsePrimitive } from '../schema';
import { bytesToDecimal, bytesToUuid } from '../values';

/** A bound as something that `<` orders; `undefined` when it cannot be read or has no order that helps. */
export type BoundReader = (bytes: Uint8Array) => number | string | undefined;

/** Most bytes of a decimal of 38 digits. */
const MAX_DECIMAL_BYTES = 16;

/**
 * Prepares to read many bounds of one column. A 64-bit value is rounded, for only the order matters. A bound that does
 * not fit its type helps no reader either: its file counts as one without.
 */
export function boundReader(type: FieldType): BoundReader {
  if (type.kind !== 'primitive') return () => undefined;
  switch (parsePrimitive(type.name).base) {
    case 'int':
    case 'date':
      return bytes => (bytes.length === 4 ? readInt(bytes, 0) : undefined);
    case 'long':
    case 'time':
    case 'timestamp':
    case 'timestamptz':
    case 'timestamp_ns':
    case 'timestamptz_ns':
      return readLong;
    case 'float':
    case 'double':
      return readFloat;
    case 'decimal':
      return bytes =>
        bytes.length > 0 && bytes.length <= MAX_DECIMAL_BYTES
          ? Number(bytesToDecimal(bytes))
          : undefined;
    case 'string':
      return bytes =>
        Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(
          'utf8',
        );
    case 'uuid':
      return bytes => (bytes.length === 16 ? bytesToUuid(bytes) : undefined);
    default:
      return () => undefined;
  }
}

function readInt(bytes: Uint8Array, at: number): number {
  return (
    bytes[at] |
    (bytes[at + 1] << 8) |
    (bytes[at + 2] << 16) |
    (bytes[at + 3] << 24)
  );
}

/** A long that was an int when the bound was written has 4 bytes. */
function readLong(bytes: Uint8Array): number | undefined {
  if (bytes.length === 8)
    return readInt(bytes, 4) * 2 ** 32 + (readInt(bytes, 0) >>> 0);
  return bytes.length === 4 ? readInt(bytes, 0) : undefined;
}

function readFloat(bytes: Uint8Array): number | undefined {
  if (bytes.length !== 4 && bytes.length !== 8) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const value =
    bytes.length === 4 ? view.getFloat32(0, true) : view.getFloat64(0, true);
  return Number.isNaN(value) ? undefined : value;
}
