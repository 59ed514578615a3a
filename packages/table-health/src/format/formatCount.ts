const scales: Array<[number, string]> = [
  [1e6, 'million'],
  [1e9, 'billion'],
  [1e12, 'trillion'],
  [1e15, 'quadrillion'],
];

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
    return sign + grouped(magnitude);
  }
  for (const [scale, word] of scales) {
    const scaled = Number(magnitude) / scale;
    // Rounded first, so that 999.9 million is 1 billion.
    if (Number(scaled.toPrecision(3)) < 1000) {
      return `${sign}${scaled.toPrecision(3)} ${word}`;
    }
  }
  return `${sign}${grouped(magnitude / 10n ** 15n)} quadrillion`;
}

function grouped(count: bigint): string {
  return count.toString().replace(/\B(?=(\d{3})+$)/g, ',');
}
