import type { FieldType, PartitionValue } from '../model';
import { parsePrimitive } from '../schema';
import { formatDate, formatTime, formatTimestamp } from './formatTime';

/**
 * A value as people read it: dates `2026-11-24`, timestamps `2026-11-24T10:30:00.123456`, decimals `12.50`,
 * bytes in hex, an absent value `null`.
 * @public
 */
export function formatValue(
  type: FieldType | undefined,
  value: PartitionValue,
): string {
  if (value === null) return 'null';
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  const primitive =
    type?.kind === 'primitive' ? parsePrimitive(type.name) : undefined;
  if (typeof value !== 'number' && typeof value !== 'bigint')
    return String(value);
  switch (primitive?.base) {
    case 'date':
      return formatDate(BigInt(Math.trunc(Number(value))));
    case 'time':
      return formatTime(BigInt(value));
    case 'timestamp':
      return formatTimestamp(BigInt(value), 6);
    case 'timestamptz':
      return `${formatTimestamp(BigInt(value), 6)}+00:00`;
    case 'timestamp_ns':
      return formatTimestamp(BigInt(value), 9);
    case 'timestamptz_ns':
      return `${formatTimestamp(BigInt(value), 9)}+00:00`;
    case 'decimal':
      return formatDecimal(BigInt(value), primitive.scale ?? 0);
    default:
      return Object.is(value, -0) ? '-0' : String(value);
  }
}

function formatDecimal(unscaled: bigint, scale: number): string {
  if (scale <= 0 || scale > 1000) return String(unscaled);
  const digits = (unscaled < 0n ? -unscaled : unscaled)
    .toString()
    .padStart(scale + 1, '0');
  return `${unscaled < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(
    -scale,
  )}`;
}
