import type {
  RunVerification,
  TableRef,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type { TableMaintenance } from '@lakehouse-portal/plugin-lakehouse-node';
import type { MaintainedTable } from './MaintainedTables';
import type { StoredRun, StoredUnit } from './RunStore';

/** What this replica has of a run while it carries it on. */
export interface RunWork {
  run: StoredRun;
  ref: TableRef;
  table: MaintainedTable;
  maintenance: TableMaintenance;
  units: StoredUnit[];
  verification: RunVerification;
}
