import type { SizeBucket } from '@lakehouse-portal/table-metadata';
import { formatCount } from '@lakehouse-portal/table-health';

const MAX_BAR = 40;
const UNITS: Array<[bigint, string]> = [
  [1n << 40n, 'TiB'],
  [1n << 30n, 'GiB'],
  [1n << 20n, 'MiB'],
  [1n << 10n, 'KiB'],
];

/** Rows of a histogram of file sizes: the bucket, the count, a bar. Buckets are powers of two, so are the units. */
export function histogramRows(buckets: SizeBucket[]): string[][] {
  const most = Math.max(1, ...buckets.map(({ count }) => count));
  return buckets.map(({ maxBytes, count }) => [
    `< ${formatPowerOfTwo(maxBytes)}`,
    formatCount(count),
    count === 0
      ? ''
      : '█'.repeat(Math.max(1, Math.round((count / most) * MAX_BAR))),
  ]);
}

function formatPowerOfTwo(bytes: bigint): string {
  for (const [size, name] of UNITS)
    if (bytes >= size) return `${bytes / size} ${name}`;
  return `${bytes} B`;
}
