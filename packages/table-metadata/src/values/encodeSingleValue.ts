import { InvalidValueError } from '../errors';
import type { FieldType } from '../model';
import { formatType, parsePrimitive } from '../schema';
import { uuidToBytes } from './bytesToUuid';
import { decimalToBytes } from './decimalBytes';
import type { SingleValue } from './SingleValue';

/**
 * Encodes a value in the binary single-value serialization, as manifests write bounds.
 *
 * @param type - A primitive type.
 * @param value - In the form that {@link SingleValue} lists; a `number` does for a long, a `bigint` for an int.
 * @throws InvalidValueError when the value does not fit the type.
 * @see https://iceberg.apache.org/spec/#appendix-d-single-value-serialization
 * @public
 */
export function encodeSingleValue(
  type: FieldType,
  value: SingleValue,
): Uint8Array {
  if (type.kind !== 'primitive')
    throw new InvalidValueError(
      `A value of type ${formatType(type)} has no binary form`,
    );
  const { base, length } = parsePrimitive(type.name);
  switch (base) {
    case 'boolean':
      if (typeof value === 'boolean') return Uint8Array.of(value ? 1 : 0);
      break;
    case 'int':
    case 'date':
      return integerBytes(type.name, value, 32);
    case 'long':
    case 'time':
    case 'timestamp':
    case 'timestamptz':
    case 'timestamp_ns':
    case 'timestamptz_ns':
      return integerBytes(type.name, value, 64);
    case 'float':
    case 'double':
      if (typeof value === 'number') return floatBytes(value, base);
      break;
    case 'decimal':
      if (typeof value === 'bigint') return decimalToBytes(value);
      break;
    case 'string':
      if (typeof value === 'string') return new TextEncoder().encode(value);
      break;
    case 'uuid': {
      const bytes = typeof value === 'string' ? uuidToBytes(value) : undefined;
      if (bytes) return bytes;
      if (value instanceof Uint8Array && value.length === 16) return value;
      break;
    }
    case 'fixed':
      if (
        value instanceof Uint8Array &&
        (length === undefined || value.length === length)
      )
        return value;
      break;
    default:
      if (value instanceof Uint8Array) return value;
  }
  throw new InvalidValueError(
    `${describe(value)} is not a value of type ${type.name}`,
  );
}

function integerBytes(
  type: string,
  value: SingleValue,
  bits: 32 | 64,
): Uint8Array {
  const isWhole =
    typeof value === 'bigint' ||
    (typeof value === 'number' && Number.isSafeInteger(value));
  if (!isWhole || BigInt.asIntN(bits, BigInt(value)) !== BigInt(value)) {
    throw new InvalidValueError(
      `${describe(value)} is not a value of type ${type}`,
    );
  }
  const bytes = new Uint8Array(bits / 8);
  const view = new DataView(bytes.buffer);
  if (bits === 32) view.setInt32(0, Number(value), true);
  else view.setBigInt64(0, BigInt(value), true);
  return bytes;
}

function floatBytes(value: number, base: 'float' | 'double'): Uint8Array {
  const bytes = new Uint8Array(base === 'float' ? 4 : 8);
  const view = new DataView(bytes.buffer);
  if (base === 'float') view.setFloat32(0, value, true);
  else view.setFloat64(0, value, true);
  return bytes;
}

function describe(value: SingleValue): string {
  return value instanceof Uint8Array
    ? `A value of ${value.length} bytes`
    : `${typeof value} ${String(value).slice(0, 60)}`;
}
