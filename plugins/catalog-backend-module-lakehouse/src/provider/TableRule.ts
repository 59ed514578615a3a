import type { TableSummary } from '@lakehouse-portal/plugin-lakehouse-common';

/**
 * A rule that says which tables become entities. All of its conditions must hold.
 * @public
 */
export interface TableRule {
  lakehouses?: string[];
  layers?: string[];
  /** Entity refs, compared without regard to case. */
  owners?: string[];
  owned?: boolean;
  /** For `schema.table`; `*` stands for any characters. */
  pattern?: string;
}

/**
 * True when there are no rules, or one of them matches.
 * @public
 */
export function becomesEntity(
  table: Pick<
    TableSummary,
    'lakehouse' | 'schema' | 'table' | 'layer' | 'owner'
  >,
  rules: TableRule[],
): boolean {
  return rules.length === 0 || rules.some(rule => matches(table, rule));
}

function matches(
  table: Pick<
    TableSummary,
    'lakehouse' | 'schema' | 'table' | 'layer' | 'owner'
  >,
  rule: TableRule,
): boolean {
  const owner = table.owner?.toLowerCase();
  return (
    (!rule.lakehouses || rule.lakehouses.includes(table.lakehouse)) &&
    (!rule.layers ||
      (table.layer !== undefined && rule.layers.includes(table.layer))) &&
    (!rule.owners || rule.owners.some(ref => ref.toLowerCase() === owner)) &&
    (rule.owned === undefined || rule.owned === (owner !== undefined)) &&
    (rule.pattern === undefined ||
      matchesPattern(`${table.schema}.${table.table}`, rule.pattern))
  );
}

function matchesPattern(text: string, pattern: string): boolean {
  // Split instead of a regular expression with `.*`: no pattern can make it slow.
  const parts = pattern.split('*');
  if (parts.length === 1) {
    return text === pattern;
  }
  const first = parts[0];
  const last = parts[parts.length - 1];
  if (
    !text.startsWith(first) ||
    !text.endsWith(last) ||
    text.length < first.length + last.length
  ) {
    return false;
  }
  let rest = text.slice(first.length, text.length - last.length);
  for (const part of parts.slice(1, -1)) {
    const at = rest.indexOf(part);
    if (at < 0) {
      return false;
    }
    rest = rest.slice(at + part.length);
  }
  return true;
}
