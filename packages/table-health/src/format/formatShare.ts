import { formatCount } from './formatCount';

/**
 * A share in percent: `13 %`, `0.9 %`, `under 0.1 %`.
 *
 * @param share - 0 to 1; more is written as it is.
 * @public
 */
export function formatShare(share: number): string {
  if (!Number.isFinite(share)) {
    return 'unknown';
  }
  const percent = share * 100;
  if (percent > 0 && percent < 0.1) {
    return 'under 0.1 %';
  }
  // 99.7 % must not read as all of it.
  if (Math.abs(percent) < 10 || (percent > 99 && percent < 100)) {
    return `${Math.floor(percent * 10 + 1e-9) / 10} %`;
  }
  return `${formatCount(Math.round(percent))} %`;
}
