import type { HealthRollUp } from './HealthRollUp';

/**
 * A lakehouse as lists show it.
 * @public
 */
export interface LakehouseSummary {
  /** Unique name, also of its entity: `system:default/<name>`. */
  name: string;
  title: string;
  description?: string;
  /** Entity ref of the owner, for example `group:default/data-platform`. */
  owner?: string;
  /** Type of its connection: `embedded`, … */
  connectionType: string;
  /** Where it was declared: app-config, or created in the portal. */
  origin: 'config' | 'portal';
  layers: string[];
  scan: ScanState;
  rollUp: HealthRollUp;
}

/**
 * How current the portal's knowledge of a lakehouse is.
 * @public
 */
export interface ScanState {
  status: 'never' | 'running' | 'ok' | 'partial' | 'failed';
  /**
   * What a running scan does, for people: `Being prepared: 12 of 19 tables written`,
   * `Reading 40 of 128 tables`. Absent when none runs.
   */
  activity?: string;
  /** ISO 8601. When the last complete scan ended: so old is what is known. */
  lastSuccessAt?: string;
  /** ISO 8601. When the last attempt ended. */
  lastAttemptAt?: string;
  /** Scans that failed since the last complete one. */
  consecutiveErrors?: number;
  /** ISO 8601. End of the first of these. */
  failingSince?: string;
  /** ISO 8601. The schedule does not try again before this; "Scan now" does. */
  nextAttemptAt?: string;
  tablesTotal: number;
  /** Tables that the last complete scan found to be as they were, and did not read. */
  tablesUnchanged?: number;
  /** Known tables that the last complete listing did not have; they are removed when they stay away. */
  tablesMissing?: number;
  /** The last listing was refused because it lacked too many of the known tables. Nothing was changed. */
  refusedListing?: RefusedListing;
  /** Tables whose metadata could not be read in the last scan. */
  tablesFailed: number;
  /** What failed, where, what to try. */
  error?: string;
}

/**
 * A listing that was refused, in tables. A scan with `acceptLoss` accepts it.
 * @public
 */
export interface RefusedListing {
  known: number;
  listed: number;
  /** Known ones that are not listed. */
  lost: number;
  /** Names of some of the lost ones, `schema.table`, at most 20. */
  examples?: string[];
}

/**
 * A lakehouse as its own page shows it.
 * @public
 */
export interface LakehouseDetail extends LakehouseSummary {
  /** Further annotations of its entity, from configuration. */
  annotations?: Readonly<Record<string, string>>;
  schemas: SchemaSummary[];
  /** `combineIdentities` over all of its tables, views and the like: differs when what their entities show has changed. */
  tablesIdentity: string;
  /** How to connect, per engine or client. No secrets. */
  connection: ConnectionDetail[];
}

/** @public */
export interface SchemaSummary {
  name: string;
  layer?: string;
  owner?: string;
  description?: string;
  tables: number;
  sizeBytes: number;
  rollUp: HealthRollUp;
}

/**
 * A line of the connection details: `{ label: 'Catalog', value: 'sqlite:///…' }`, or a snippet for an engine.
 * @public
 */
export interface ConnectionDetail {
  label: string;
  value: string;
  /** Language for highlighting when the value is a snippet. */
  language?: 'sql' | 'python' | 'shell' | 'yaml' | 'properties';
}
