import type { PartitionValue } from '@lakehouse-portal/table-metadata';
import type { TrinoType, TrinoValue } from '../values';

const DAY_MS = 86_400_000;

/** A partition value as Iceberg's metadata has it: days, micro- or nanoseconds, unscaled decimals. */
export function toPartitionValue(
  type: TrinoType,
  value: TrinoValue,
): PartitionValue {
  if (typeof value !== 'string' || type.kind !== 'scalar') {
    return Array.isArray(value) || value instanceof Map ? String(value) : value;
  }
  switch (type.base) {
    case 'date': {
      const days = dayNumber(value);
      return days === undefined ? value : Number(days);
    }
    case 'time':
      return timeFraction(value, 6);
    case 'timestamp':
    case 'timestamp with time zone':
      return timestampValue(value, type.parameters?.[0] === 9 ? 9 : 6);
    case 'decimal':
      return BigInt(value.replace('.', ''));
    default:
      return value;
  }
}

function dayNumber(text: string): bigint | undefined {
  const match = /^([+-]?\d{4,})-(\d\d)-(\d\d)$/.exec(text);
  if (!match) {
    return undefined;
  }
  const ms = new Date(0).setUTCFullYear(
    Number(match[1]),
    Number(match[2]) - 1,
    Number(match[3]),
  );
  return Number.isNaN(ms) ? undefined : BigInt(Math.floor(ms / DAY_MS));
}

/** `10:30:00.123` in units of the given number of digits. */
function timeFraction(text: string, digits: number): bigint {
  const [clock, fraction = ''] = text.split('.');
  const [hours, minutes, seconds = '0'] = clock.split(':');
  const whole = BigInt(hours) * 3600n + BigInt(minutes) * 60n + BigInt(seconds);
  return (
    whole * 10n ** BigInt(digits) +
    BigInt(fraction.padEnd(digits, '0').slice(0, digits))
  );
}

/** Trino gives the values of Iceberg in UTC. */
function timestampValue(text: string, digits: number): PartitionValue {
  const [date, time] = text.replace(/Z$/, '').split('T');
  const days = dayNumber(date);
  return days === undefined || time === undefined
    ? text
    : days * 86_400n * 10n ** BigInt(digits) + timeFraction(time, digits);
}
