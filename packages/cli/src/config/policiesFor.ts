import type { HealthPolicyOverrides } from '@lakehouse-portal/table-health';
import type { ConfiguredTable } from './ConfiguredTable';
import { isRecord } from './isRecord';

/**
 * What the configuration says of a table's layer and promises, the weakest first: of all tables, of the layer, of the
 * lakehouse, of the rules that match.
 */
export function policiesFor(
  config: Record<string, unknown>,
  connection: Record<string, unknown>,
  table: { lakehouse: string; namespace: string; table: string },
): Pick<ConfiguredTable, 'layer' | 'policies'> {
  const rules = (Array.isArray(connection.rules) ? connection.rules : [])
    .filter(isRecord)
    .filter(rule => matches(rule.match, table));
  const layer =
    text(rules.findLast(rule => typeof rule.layer === 'string')?.layer) ??
    layerOfNamespace(connection, table.namespace);
  const policies = isRecord(config.policies) ? config.policies : {};
  const ofLayers = isRecord(policies.layers) ? policies.layers : {};
  const found: ConfiguredTable['policies'] = [];
  const add = (
    overrides: unknown,
    kind: 'policy' | 'layer',
    label: string,
    reference: string,
  ): void => {
    if (isRecord(overrides))
      found.push({
        source: { kind, label, reference },
        overrides: overrides as HealthPolicyOverrides,
      });
  };
  add(
    policies.default,
    'policy',
    'policy default',
    'lakehouse.policies.default',
  );
  if (layer !== undefined)
    add(
      ofLayers[layer],
      'layer',
      `layer ${layer}`,
      `lakehouse.policies.layers.${layer}`,
    );
  add(
    connection.policy,
    'policy',
    `policy of ${table.lakehouse}`,
    `lakehouse.connections.${table.lakehouse}.policy`,
  );
  for (const rule of rules)
    add(
      rule.policy,
      'policy',
      `rule ${String(rule.match)}`,
      `lakehouse.connections.${table.lakehouse}.rules`,
    );
  return { ...(layer === undefined ? {} : { layer }), policies: found };
}

function layerOfNamespace(
  connection: Record<string, unknown>,
  namespace: string,
): string | undefined {
  const stated = isRecord(connection.layers)
    ? text(connection.layers[namespace])
    : undefined;
  return (
    stated ??
    (['bronze', 'silver', 'gold'].includes(namespace) ? namespace : undefined)
  );
}

/** `*` stands for any characters. */
function matches(
  pattern: unknown,
  { namespace, table }: { namespace: string; table: string },
): boolean {
  if (typeof pattern !== 'string') return false;
  const parts = pattern
    .split('*')
    .map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(`${namespace}.${table}`);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
