import { createHash } from 'node:crypto';
import {
  resolveMaintenancePolicy,
  type MaintenancePolicy,
} from '@lakehouse-portal/maintenance';
import {
  resolvePolicy,
  type HealthPolicy,
  type PolicyOptions,
  type ThresholdSource,
} from '@lakehouse-portal/table-health';
import type { TableMetadata } from '@lakehouse-portal/table-metadata';
import type { ConnectionConfig, PoliciesConfig, PolicyConfig } from '../config';
import type { StoredSchema } from '../database';

/**
 * What a table promises. Later ones win: the suite's defaults, its layer, the table's own
 * properties, `lakehouse.policies.default`, `lakehouse.policies.layers`, the policy of the
 * lakehouse, its rules in their order, and policies of maintenance.
 */
export function resolveTablePolicy(table: {
  policies: PoliciesConfig;
  connection: ConnectionConfig;
  /** Levels joined by dots. */
  schema: string;
  name: string;
  layer?: string;
  metadata: TableMetadata;
}): HealthPolicy {
  const { policies, connection, layer } = table;
  const overrides: NonNullable<PolicyOptions['overrides']> = [];
  function add(
    policy: PolicyConfig | undefined,
    kind: ThresholdSource['kind'],
    label: string,
  ) {
    if (policy) {
      overrides.push({
        source: { kind, label, reference: policy.key },
        overrides: policy.overrides,
      });
    }
  }
  add(policies.default, 'policy', 'policy of this portal');
  if (layer !== undefined) {
    add(policies.layers.get(layer), 'layer', `layer ${layer}`);
  }
  add(connection.policy, 'policy', `policy of ${connection.name}`);
  for (const rule of connection.rules) {
    if (rule.matches(`${table.schema}.${table.name}`)) {
      add(rule.policy, 'policy', `policy ${rule.match}`);
    }
  }
  overrides.push(...resolveTableMaintenance(table).health);
  return resolvePolicy({ layer, metadata: table.metadata, overrides });
}

/** How a table is maintained, by the policies of maintenance that are for it. */
export function resolveTableMaintenance(table: {
  policies: PoliciesConfig;
  connection: Pick<ConnectionConfig, 'name'>;
  schema: string;
  name: string;
  layer?: string;
}): MaintenancePolicy {
  const { policies, connection, layer, schema, name } = table;
  return resolveMaintenancePolicy(policies.maintenance ?? [], {
    lakehouse: connection.name,
    schema,
    table: name,
    ...(layer !== undefined && { layer }),
  });
}

/**
 * Hash of everything but the table itself that its verdict depends on. A verdict with another one is out of date.
 */
export function policyKeyOf(
  policies: PoliciesConfig,
  connection: ConnectionConfig,
  schema: StoredSchema,
): string {
  const parts = [
    // Goes up when verdicts say something new, so that what was judged before is judged again.
    2,
    policies.default,
    [...policies.layers],
    [...connection.layers],
    connection.rules.map(({ match, owner, layer, policy }) => [
      match,
      owner,
      layer,
      policy,
    ]),
    connection.policy,
    schema,
    // What the document of another lakehouse says is none of its business.
    policies.maintenance?.filter(
      ({ origin }) => !origin || origin.lakehouse === connection.name,
    ),
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
