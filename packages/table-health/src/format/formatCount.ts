/**
 * A count as people read it: exact up to seven digits (`48,212`), then rounded (`1.86 billion`).
 *
 * @param count - A whole number.
 * @public
 */
export function formatCount(count: number | bigint): string {
  if (typeof count === 'number' && !Number.isFinite(count)) {
    return 'unknown';
  }
  const exact = typeof count === 'bigint' ? count : BigInt(Math.round(count));
  const magnitude = exact < 0n ? -exact : exact;
  const sign = exact < 0n ? '−' : '';
  if (magnitude < 10_000_000n) {
    return sign + magnitude.toString().replace(/\B(?=(\d{3})+$)/g, ',');
  }
  let scaled = Number(magnitude);
  for (const [scale, word] of scales) {
    scaled = Number(magnitude) / scale;
    if (Number(scaled.toPrecision(3)) < 1000 || word === 'quadrillion') {
      return `${sign}${threeDigits(scaled)} ${word}`;
    }
  }
  return sign + threeDigits(scaled);
}

const scales: Array<[number, string]> = [
  [1e6, 'million'],
  [1e9, 'billion'],
  [1e12, 'trillion'],
  [1e15, 'quadrillion'],
];

function threeDigits(value: number): string {
  return value >= 1000
    ? Math.round(value).toString().replace(/\B(?=(\d{3})+$)/g, ',')
    : value.toPrecision(3);
}
