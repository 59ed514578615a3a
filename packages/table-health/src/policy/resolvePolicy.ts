import type { TableMetadata } from '@lakehouse-portal/table-metadata';
import type { HealthPolicy, HealthPolicyOverrides, ThresholdSource } from '../model';

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
  overrides?: Array<{ source: ThresholdSource; overrides: HealthPolicyOverrides }>;
}

/**
 * The policy that applies to a table: suite, layer, table properties, overrides, each over the
 * one before. Each value says where it comes from.
 *
 * @throws InvalidPolicyError for an override that makes no sense. A table property that makes
 * none is passed over and named in `problems`: a typo in a table must not stop a scan.
 * @public
 */
export function resolvePolicy(options: PolicyOptions = {}): HealthPolicy {
  throw new Error(`resolvePolicy is being written: ${options.layer}`);
}
