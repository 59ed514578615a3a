import type { TableMetadata } from '@lakehouse-portal/table-metadata';
import type {
  HealthPolicy,
  HealthPolicyOverrides,
  PolicyProblem,
  ThresholdSource,
} from '../model';
import { suiteDefault } from '../curves';
import { applyOverrides } from './applyOverrides';
import { foreverMs } from './foreverMs';
import { InvalidPolicyError } from './InvalidPolicyError';
import { layerDefaults, suiteDefaults } from './policyDefaults';
import { propertyOverrides } from './propertyOverrides';

/**
 * What a policy is made of.
 * @public
 */
export interface PolicyOptions {
  /** Medallion layer of the table. */
  layer?: string;
  /** The table, for the properties in which it speaks of policy. */
  metadata?: Pick<TableMetadata, 'properties'>;
  /** Overrides, the weakest first: each goes over the ones before, and over layer and table. */
  overrides?: Array<{
    source: ThresholdSource;
    overrides: HealthPolicyOverrides;
  }>;
}

/**
 * The policy that applies to a table: suite, layer, table properties, overrides, each over the
 * one before. Each value says where it comes from.
 *
 * @throws InvalidPolicyError for an override that makes no sense. A table property that makes
 * none is passed over and named in `problems`: a typo in a table must not stop a scan. Where it is
 * one of retention, nothing of the table expires by layer or suite: its owner wants something else.
 * @public
 */
export function resolvePolicy(options: PolicyOptions = {}): HealthPolicy {
  const policy = applyOverrides(
    { layer: options.layer },
    suiteDefaults,
    suiteDefault,
  ) as HealthPolicy;
  const layer = options.layer;
  if (layer !== undefined && Object.hasOwn(layerDefaults, layer)) {
    applyOverrides(policy, layerDefaults[layer], {
      kind: 'layer',
      label: `layer ${layer}`,
    });
  }
  const problems: PolicyProblem[] = [];
  for (const { key, overrides } of propertyOverrides(
    options.metadata?.properties ?? {},
  )) {
    try {
      applyOverrides(
        policy,
        overrides,
        { kind: 'table-property', label: 'table property', reference: key },
        key,
      );
    } catch (error) {
      if (!(error instanceof InvalidPolicyError)) {
        throw error;
      }
      problems.push({ key, message: error.message });
      if (key.startsWith('history.expire.')) {
        policy.maxSnapshotAgeMs = {
          value: foreverMs,
          source: {
            kind: 'table-property',
            label: `table property ${key}, which is not valid`,
            reference: key,
          },
        };
      }
    }
  }
  for (const { source, overrides } of options.overrides ?? []) {
    applyOverrides(policy, overrides, source);
  }
  if (problems.length > 0) {
    policy.problems = problems;
  }
  return policy;
}
