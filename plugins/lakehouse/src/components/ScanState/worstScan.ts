import type { LakehouseSummary } from '@lakehouse-portal/plugin-lakehouse-common';

function rank({ scan }: LakehouseSummary): number {
  switch (scan.status) {
    case 'failed':
      // Never read is worse than old.
      return scan.lastSuccessAt ? 3 : 4;
    case 'partial':
      return 2;
    case 'running':
    case 'never':
      return scan.lastSuccessAt ? 0 : 1;
    default:
      return 0;
  }
}

/** The lakehouse about which the portal's knowledge is worst; undefined when all were read well. */
export function worstScan(
  lakehouses: LakehouseSummary[],
): LakehouseSummary | undefined {
  const ranked = lakehouses.filter(lakehouse => rank(lakehouse) > 0);
  return ranked.sort(
    (a, b) =>
      rank(b) - rank(a) ||
      (a.scan.lastSuccessAt ?? '').localeCompare(b.scan.lastSuccessAt ?? ''),
  )[0];
}
