import { floorDivide } from './floorDivide';

const DAY_SECONDS = 86_400n;

/** `2026-11-24` from days since the epoch; proleptic Gregorian, any year. */
export function formatDate(days: bigint): string {
  const { year, month, day } = civilFromDays(days);
  return `${formatYear(year)}-${two(month)}-${two(day)}`;
}

/** Year with at least four digits, `-0044` for years before the common era. */
export function formatYear(year: bigint): string {
  return year < 0n
    ? `-${(-year).toString().padStart(4, '0')}`
    : year.toString().padStart(4, '0');
}

/** `10:30:00` or `10:30:00.123456` from microseconds since midnight. */
export function formatTime(micros: bigint): string {
  return secondsWithFraction(
    floorDivide(micros, 1_000_000n),
    micros - floorDivide(micros, 1_000_000n) * 1_000_000n,
    6,
  );
}

/** `2026-11-24T10:30:00.123456` from micro- (6 digits) or nanoseconds (9 digits) since the epoch. */
export function formatTimestamp(value: bigint, digits: 6 | 9): string {
  const unit = 10n ** BigInt(digits);
  const seconds = floorDivide(value, unit);
  const days = floorDivide(seconds, DAY_SECONDS);
  return `${formatDate(days)}T${secondsWithFraction(
    seconds - days * DAY_SECONDS,
    value - seconds * unit,
    digits,
  )}`;
}

/**
 * Year, month (1 to 12) and day from days since the epoch.
 * The algorithm counts years from March, in eras of 400 years, so that leap days need no special case.
 */
export function civilFromDays(days: bigint): {
  year: bigint;
  month: number;
  day: number;
} {
  const shifted = days + 719_468n;
  const era = floorDivide(shifted, 146_097n);
  const dayOfEra = Number(shifted - era * 146_097n);
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra -
    (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = BigInt(yearOfEra) + era * 400n + (month <= 2 ? 1n : 0n);
  return {
    year,
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  };
}

function secondsWithFraction(
  seconds: bigint,
  fraction: bigint,
  digits: number,
): string {
  const clock = [seconds / 3600n, (seconds / 60n) % 60n, seconds % 60n]
    .map(part => part.toString().padStart(2, '0'))
    .join(':');
  return fraction === 0n
    ? clock
    : `${clock}.${fraction.toString().padStart(digits, '0')}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
