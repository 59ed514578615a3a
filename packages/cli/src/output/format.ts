const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB', 'PB', 'EB'];

/** Decimal units, three digits: `3.21 GB`. */
export function formatBytes(bytes: bigint | number): string {
  let value = Number(bytes);
  let unit = 0;
  while (Math.abs(value) >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  if (unit === 0) return `${value} ${value === 1 ? 'byte' : 'bytes'}`;
  return `${Number(value.toPrecision(3))} ${UNITS[unit]}`;
}

/** With commas: `1,204`. */
export function formatNumber(value: bigint | number): string {
  return value.toString().replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** `1 file`, `1,204 files`. */
export function formatCount(
  value: bigint | number,
  one: string,
  many = `${one}s`,
): string {
  return `${formatNumber(value)} ${BigInt(value) === 1n ? one : many}`;
}

/** `2026-11-24 10:30:00 UTC`. */
export function formatTime(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime())
    ? `${ms} ms`
    : `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

// eslint-disable-next-line no-control-regex -- control characters are to be removed
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** Takes control characters out of what comes from a file, so that it cannot steer the terminal. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, '\ufffd');
}
