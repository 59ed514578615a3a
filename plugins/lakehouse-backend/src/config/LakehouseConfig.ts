import type { AppliedPolicy } from '@lakehouse-portal/maintenance';
import type { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type { HealthPolicyOverrides } from '@lakehouse-portal/table-health';
import type { MaintenanceConfig } from '../maintenance/readMaintenanceConfig';

/** The configuration of the plugin, checked and with all defaults filled in. */
export interface LakehouseConfig {
  connections: ConnectionConfig[];
  scan: ScanConfig;
  /** Folder for lakehouses that are created in the portal, absolute; absent: none can be created. */
  embeddedDirectory?: string;
  query: QueryLimits;
  maintenance: MaintenanceConfig;
  policies: PoliciesConfig;
}

/** One lakehouse, from app-config or created in the portal. */
export interface ConnectionConfig {
  name: string;
  type: string;
  title: string;
  description?: string;
  /** Full entity ref. */
  owner?: string;
  origin: 'config' | 'portal';
  /** For the entity of the lakehouse. */
  annotations: Readonly<Record<string, string>>;
  /** Layer by schema. */
  layers: ReadonlyMap<string, string>;
  rules: readonly TableRule[];
  policy?: PolicyConfig;
  /** What this source has of its own of `lakehouse.scan`. */
  scan: Partial<SourceScanConfig>;
  /** The whole section, for the connector. */
  config: Config;
}

/** What configuration says about the tables whose full name matches. */
export interface TableRule {
  match: string;
  matches(fullName: string): boolean;
  owner?: string;
  layer?: string;
  policy?: PolicyConfig;
}

/** Policy overrides, and the key that they were read from. */
export interface PolicyConfig {
  key: string;
  overrides: HealthPolicyOverrides;
}

export interface PoliciesConfig {
  default?: PolicyConfig;
  layers: ReadonlyMap<string, PolicyConfig>;
  /** Policies of maintenance; what they say of retention and sizes of files goes over all others. */
  maintenance?: AppliedPolicy[];
}

export interface ScanConfig extends SourceScanConfig {
  schedule: SchedulerServiceTaskScheduleDefinition;
  cache: ScanCacheConfig;
}

/** How one source is scanned. Durations in milliseconds. */
export interface SourceScanConfig {
  /** Tables that are read at the same time. */
  concurrency: number;
  tableTimeoutMs: number;
  /** Between the end of a scan and the next; the schedule looks no more often. 0: each time that it looks. */
  everyMs: number;
  /** A table of which the listing tells no version is asked about at least this often; more often when it changed recently. */
  recheckMs: number;
  /** Wait after the first failure of the source; it doubles with each up to the longest. */
  retryFirstMs: number;
  retryLongestMs: number;
  /** A table that is not listed any more is removed after so many complete listings … */
  missingListings: number;
  /** … and this time. */
  missingMs: number;
  /** A listing that lacks more than this share of the known tables, and more than so many, is refused. */
  maxLossShare: number;
  maxLossTables: number;
}

/** How much is remembered of manifests, in bytes. */
export interface ScanCacheConfig {
  /** In the memory of each replica. */
  memoryBytes: number;
  /** In the database, for all replicas; 0: nothing. */
  databaseBytes: number;
}

/** Limits of what a person may ask of the query engine. */
export interface QueryLimits {
  timeoutMs: number;
  maxRows: number;
  maxResultBytes: number;
  memoryLimitMb: number;
  concurrency: number;
}
