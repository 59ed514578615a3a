import type {
  ApprovalRules,
  MaintenanceOperation,
  MaintenancePlan,
} from '@lakehouse-portal/maintenance';
import type { TableRef } from '@lakehouse-portal/plugin-lakehouse-common';
import type {
  LakehouseConnector,
  TableMaintenance,
} from '@lakehouse-portal/plugin-lakehouse-node';
import type {
  FileIO,
  FileStatistics,
  TableMetadata,
} from '@lakehouse-portal/table-metadata';
import type { ConnectionConfig } from '../config';

/** A table as it is now, and who would maintain it. */
export interface TableToPlan {
  connection: ConnectionConfig;
  ref: TableRef;
  connector: LakehouseConnector;
  metadata: TableMetadata;
  /** Reads its files. */
  fileIO: FileIO;
  /** Absent without a current snapshot. */
  files?: FileStatistics;
  oldSnapshotBytes?: number;
  oldSnapshotFiles?: number;
  /** Absent: nobody can maintain it. */
  maintenance?: TableMaintenance;
  nowMs: number;
  /** For going on with a step that was approved: only these are of interest, and also what is too little for a new plan. */
  operations?: readonly MaintenanceOperation[];
  /** Not of interest: what takes long to find out is left out of the plan. */
  leaveOut?: readonly MaintenanceOperation[];
  signal?: AbortSignal;
}

/** Makes plans from metadata: for people, and again right before each step is run. */
export interface TablePlanner {
  plan(table: TableToPlan): Promise<MaintenancePlan>;
  /** Who has to approve what of a table by the policies as they are at this moment, whatever a plan of it says. */
  approvals(
    table: Pick<TableToPlan, 'connection' | 'ref' | 'metadata'>,
  ): Promise<ApprovalRules>;
}
