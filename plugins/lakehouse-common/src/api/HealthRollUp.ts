import type { LakehouseSummary } from './LakehouseSummary';

/**
 * Health of a set of tables.
 * @public
 */
export interface HealthRollUp {
  /** Tables that are read: without `others`. */
  tables: number;
  /** Views, and tables of formats that are not read. Absent: none. */
  others?: number;
  healthy: number;
  atRisk: number;
  critical: number;
  unknown: number;
  /** Tables whose reads are predicted to take twice as long as needed, or longer. */
  slow: number;
  sizeBytes: number;
  dataFiles: number;
  /**
   * Bytes that would be freed now if the snapshots expired that are due by policy, as plans say it; of the tables where that is
   * known, absent: of none.
   */
  reclaimableBytes?: number;
  /** Data, delete and metadata files that would go with them, of the tables where that is known; absent: of none. */
  reclaimableFiles?: number;
  /** Tables of which that is not known, so that they are in neither sum: not scanned yet, say. Absent: none. */
  reclaimableUnknown?: number;
}

/**
 * Health of the tables of one owner, by layer.
 * @public
 */
export interface OwnerRollUp {
  /** Entity ref; absent for tables without an owner. */
  owner?: string;
  layers: Array<{ layer: string; rollUp: HealthRollUp }>;
  total: HealthRollUp;
}

/**
 * What opens the Lakehouse page.
 * @public
 */
export interface FleetOverview {
  lede: { headline: string; detail: string };
  total: HealthRollUp;
  owners: OwnerRollUp[];
  /** In the order of the flow of data; `none` last, if there are tables without a layer. */
  layers: string[];
  lakehouses: LakehouseSummary[];
}
