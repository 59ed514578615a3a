import { formatCount } from './formatCount';

const units = ['kB', 'MB', 'GB', 'TB', 'PB', 'EB'];

/**
 * A size with three significant digits and a binary unit, written kB, MB, GB, TB as Iceberg's
 * own documentation does (1 kB is 1,024 bytes). Below 1 kB exact: `512 bytes`.
 *
 * @param bytes - A size in bytes.
 * @public
 */
export function formatBytes(bytes: number | bigint): string {
  const value = Number(bytes);
  if (!Number.isFinite(value)) {
    return 'unknown';
  }
  if (Math.abs(value) < 1024) {
    const whole = Math.round(value);
    return `${formatCount(whole)} ${Math.abs(whole) === 1 ? 'byte' : 'bytes'}`;
  }
  let scaled = Math.abs(value) / 1024;
  let unit = 0;
  // Rounded first, so that 1023.99 kB is 1 MB and not 1,024 kB.
  while (roundTo3(scaled) >= 1024 && unit < units.length - 1) {
    scaled /= 1024;
    unit += 1;
  }
  const sign = value < 0 ? '−' : '';
  return `${sign}${digits(scaled)} ${units[unit]}`;
}

function roundTo3(value: number): number {
  return value >= 1000 ? Math.round(value) : Number(value.toPrecision(3));
}

function digits(value: number): string {
  return value >= 1000
    ? formatCount(Math.round(value))
    : String(Number(value.toPrecision(3)));
}
