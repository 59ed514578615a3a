import { formatCount } from '@lakehouse-portal/table-health';

/** A count with its noun: `1 data file`, `1,204 data files`. */
export function countOf(count: number | bigint, singular: string): string {
  return `${formatCount(count)} ${singular}${BigInt(count) === 1n ? '' : 's'}`;
}
