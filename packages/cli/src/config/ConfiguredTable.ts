import type {
  HealthPolicyOverrides,
  ThresholdSource,
} from '@lakehouse-portal/table-health';

/**
 * A table of a lakehouse in app-config.
 */
export interface ConfiguredTable {
  /** `retail.silver.orders`. */
  name: string;
  lakehouse: string;
  /** Levels joined by dots. */
  namespace: string;
  table: string;
  /** Absent where the catalog tells it only with the table, or there is no such file. */
  metadataLocation?: string;
  /** Why nothing more can be read of this one. */
  unreadable?: string;
  /** As the configuration says it; the table's own property may say it too. */
  layer?: string;
  policies: Array<{
    source: ThresholdSource;
    overrides: HealthPolicyOverrides;
  }>;
}
