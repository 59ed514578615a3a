import { InvalidTransformError, InvalidValueError } from '../errors';
import type { FieldType, PartitionValue } from '../model';
import { formatType, parsePrimitive } from '../schema';
import { decimalToBytes, encodeSingleValue } from '../values';
import { floorDivide } from '../values/floorDivide';
import { civilFromDays } from '../values/formatTime';
import { murmur3 } from './murmur3';
import { parseTransform } from './parseTransform';

const HOUR_MICROS = 3_600_000_000n;
const DAY_MICROS = 24n * HOUR_MICROS;

/**
 * Applies a partition or sort transform to a value.
 *
 * @param transform - As metadata writes it, for example `bucket[16]`.
 * @param type - Type of the source column.
 * @param value - In the form that `SingleValue` lists.
 * @returns `null` for `null` and for `void`; buckets, years, months, days (since the epoch) and hours are `number`s.
 * @throws InvalidTransformError when it does not apply to the type, InvalidValueError when the value does not fit the type.
 * @see https://iceberg.apache.org/spec/#partition-transforms
 * @public
 */
export function applyTransform(
  transform: string,
  type: FieldType,
  value: PartitionValue,
): PartitionValue {
  const parsed = parseTransform(transform);
  if (value === null || parsed.kind === 'void') return null;
  switch (parsed.kind) {
    case 'identity':
      return value;
    case 'bucket':
      return (murmur3(hashedBytes(type, value)) & 0x7fffffff) % parsed.buckets;
    case 'truncate':
      return truncate(type, value, parsed.width);
    case 'year':
      return Number(civilFromDays(daysOf(transform, type, value)).year) - 1970;
    case 'month': {
      const { year, month } = civilFromDays(daysOf(transform, type, value));
      return (Number(year) - 1970) * 12 + month - 1;
    }
    case 'day':
      return Number(daysOf(transform, type, value));
    case 'hour':
      return Number(floorDivide(microsOf(transform, type, value), HOUR_MICROS));
  }
}

function daysOf(
  transform: string,
  type: FieldType,
  value: PartitionValue,
): bigint {
  if (baseOf(type) === 'date') return whole(type, value);
  return floorDivide(microsOf(transform, type, value), DAY_MICROS);
}

function microsOf(
  transform: string,
  type: FieldType,
  value: PartitionValue,
): bigint {
  switch (baseOf(type)) {
    case 'timestamp':
    case 'timestamptz':
      return whole(type, value);
    case 'timestamp_ns':
    case 'timestamptz_ns':
      return floorDivide(whole(type, value), 1000n);
    default:
      throw new InvalidTransformError(
        `${transform} does not apply to ${formatType(type)}`,
      );
  }
}

/** What the hash is computed over (spec, appendix B): integers and times as 8 bytes, decimals in the fewest bytes. */
function hashedBytes(type: FieldType, value: PartitionValue): Uint8Array {
  switch (baseOf(type)) {
    case 'int':
    case 'long':
    case 'date':
    case 'time':
    case 'timestamp':
    case 'timestamptz':
      return longBytes(whole(type, value));
    case 'timestamp_ns':
    case 'timestamptz_ns':
      return longBytes(floorDivide(whole(type, value), 1000n));
    case 'decimal':
      return decimalToBytes(whole(type, value));
    case 'string':
    case 'uuid':
    case 'fixed':
    case 'binary':
      if (value !== null) return encodeSingleValue(type, value);
      break;
    default:
  }
  throw new InvalidTransformError(
    `bucket does not apply to ${formatType(type)}`,
  );
}

function truncate(
  type: FieldType,
  value: PartitionValue,
  width: number,
): PartitionValue {
  switch (baseOf(type)) {
    case 'int':
      return Number(truncateWhole(whole(type, value), width));
    case 'long':
    case 'decimal':
      return truncateWhole(whole(type, value), width);
    case 'string':
      if (typeof value === 'string')
        return [...value.slice(0, width * 2)].slice(0, width).join('');
      break;
    case 'binary':
    case 'fixed':
      if (value instanceof Uint8Array) return value.slice(0, width);
      break;
    default:
      throw new InvalidTransformError(
        `truncate does not apply to ${formatType(type)}`,
      );
  }
  throw new InvalidValueError(
    `${typeof value} is not a value of type ${formatType(type)}`,
  );
}

function truncateWhole(value: bigint, width: number): bigint {
  return floorDivide(value, BigInt(width)) * BigInt(width);
}

function longBytes(value: bigint): Uint8Array {
  return encodeSingleValue({ kind: 'primitive', name: 'long' }, value);
}

function whole(type: FieldType, value: PartitionValue): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number' && Number.isSafeInteger(value))
    return BigInt(value);
  throw new InvalidValueError(
    `${typeof value} is not a value of type ${formatType(type)}`,
  );
}

function baseOf(type: FieldType): string | undefined {
  return type.kind === 'primitive' ? parsePrimitive(type.name).base : undefined;
}
