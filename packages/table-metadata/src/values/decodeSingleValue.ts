import { InvalidValueError } from '../errors';
import type { FieldType } from '../model';
import { formatType, parsePrimitive } from '../schema';
import { bytesToUuid } from './bytesToUuid';
import { bytesToDecimal } from './decimalBytes';
import type { SingleValue } from './SingleValue';

const UTF8 = new TextDecoder('utf-8');
const DAY_MICROS = 86_400_000_000n;

/**
 * Decodes the binary single-value serialization: bounds in manifests.
 *
 * A column may have been widened since the bytes were written: a long of 4 bytes, a double of 4 bytes and
 * a timestamp of 4 bytes (a date) are read as what they were.
 *
 * @param type - A primitive type.
 * @param bytes - As the manifest has them.
 * @throws InvalidValueError when the length does not fit the type, or the type is nested.
 * @see https://iceberg.apache.org/spec/#appendix-d-single-value-serialization
 * @public
 */
export function decodeSingleValue(
  type: FieldType,
  bytes: Uint8Array,
): SingleValue {
  if (type.kind !== 'primitive')
    throw new InvalidValueError(
      `A value of type ${formatType(type)} has no binary form`,
    );
  const { base, length } = parsePrimitive(type.name);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = bytes.byteLength;
  switch (base) {
    case 'boolean':
      if (size === 1) return bytes[0] !== 0;
      break;
    case 'int':
    case 'date':
      if (size === 4) return view.getInt32(0, true);
      break;
    case 'long':
    case 'time':
      if (size === 8) return view.getBigInt64(0, true);
      if (size === 4 && base === 'long') return BigInt(view.getInt32(0, true));
      break;
    case 'timestamp':
    case 'timestamptz':
    case 'timestamp_ns':
    case 'timestamptz_ns':
      if (size === 8) return view.getBigInt64(0, true);
      if (size === 4)
        return (
          BigInt(view.getInt32(0, true)) *
          DAY_MICROS *
          (base.endsWith('_ns') ? 1000n : 1n)
        );
      break;
    case 'float':
      if (size === 4) return view.getFloat32(0, true);
      break;
    case 'double':
      if (size === 8) return view.getFloat64(0, true);
      if (size === 4) return view.getFloat32(0, true);
      break;
    case 'decimal':
      if (size > 0 && size <= 64) return bytesToDecimal(bytes);
      break;
    case 'string':
      return UTF8.decode(bytes);
    case 'uuid':
      if (size === 16) return bytesToUuid(bytes);
      break;
    case 'fixed':
      if (length === undefined || size === length) return bytes;
      break;
    default:
      return bytes;
  }
  throw new InvalidValueError(
    `A value of type ${type.name} cannot have ${size} bytes`,
  );
}
