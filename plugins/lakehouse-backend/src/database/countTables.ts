import type { TablesQuery } from '@lakehouse-portal/plugin-lakehouse-common';
import type { TableGroup } from './tableGroups';

/** What a list may be narrowed by and still be counted from groups. Everything else needs the tables themselves. */
const BY_GROUP = new Set<keyof TablesQuery>([
  ...(['lakehouse', 'schema', 'owner', 'layer', 'severity'] as const),
  ...(['sort', 'order', 'limit', 'offset', 'cursor'] as const),
]);

const SEVERITIES = {
  healthy: 'healthy',
  'at-risk': 'atRisk',
  critical: 'critical',
  unknown: 'unknown',
} as const;

/**
 * How many tables a list has, from the sums over groups of tables.
 *
 * @returns undefined when it is narrowed by something that groups don't tell.
 */
export function countTables(
  groups: Iterable<TableGroup>,
  query: TablesQuery,
): number | undefined {
  const isNarrowed = (value: unknown) =>
    Array.isArray(value) ? value.length > 0 : value !== undefined;
  for (const [key, value] of Object.entries(query)) {
    if (isNarrowed(value) && !BY_GROUP.has(key as keyof TablesQuery)) {
      return undefined;
    }
  }
  let total = 0;
  for (const group of groups) {
    if (
      (query.lakehouse ?? group.lakehouse) === group.lakehouse &&
      (query.schema ?? group.schema) === group.schema &&
      isOneOf(group.owner ?? 'none', query.owner) &&
      isOneOf(group.layer ?? 'none', query.layer)
    ) {
      total += countOf(group, query.severity);
    }
  }
  return total;
}

function countOf(
  { rollUp }: TableGroup,
  severity: TablesQuery['severity'],
): number {
  return severity?.length
    ? [...new Set(severity)].reduce(
        (sum, name) => sum + rollUp[SEVERITIES[name]],
        0,
      )
    : rollUp.tables + (rollUp.others ?? 0);
}

function isOneOf(
  value: string,
  wanted: readonly string[] | undefined,
): boolean {
  return !wanted?.length || wanted.includes(value);
}
