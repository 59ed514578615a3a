import type {
  MaintenanceOperation,
  RunState,
  UnitState,
} from '@lakehouse-portal/maintenance';
import type { RunEventKind } from '@lakehouse-portal/plugin-lakehouse-common';
import type { BigIntColumn, BooleanColumn } from '../../database/rows';

/** Row of `lakehouse_maintenance_plans`. */
export interface PlanRow {
  id: string;
  lakehouse: string;
  schema_name: string;
  table_name: string;
  plan: Buffer;
  engine: string | null;
  created_at: BigIntColumn;
  created_by: string;
}

/** Row of `lakehouse_maintenance_runs`. */
export interface RunRow {
  id: string;
  lakehouse: string;
  schema_name: string;
  table_name: string;
  table_uuid: string;
  state: RunState;
  title: string;
  operations: string;
  plan: Buffer;
  engine: string | null;
  approvals: string;
  awaiting: string;
  created_at: BigIntColumn;
  created_by: string;
  started_at: BigIntColumn | null;
  finished_at: BigIntColumn | null;
  reason: string | null;
  max_rewritten_bytes: string | null;
  score_before: number | null;
  score_after: number | null;
  slowdown_before: number | null;
  slowdown_after: number | null;
  content_changed: BooleanColumn;
  verification: string | null;
  progress: string | null;
  fence: number;
  heartbeat_at: BigIntColumn | null;
  not_before: BigIntColumn | null;
  stalls: number;
  cancel_by: string | null;
  cancel_reason: string | null;
  cancel_now: BooleanColumn;
  rollback: string | null;
  notified_at: BigIntColumn | null;
  slot: string | null;
  waiting: string | null;
  batch_id: string | null;
  approval_asked_at: BigIntColumn | null;
}

/** Row of `lakehouse_maintenance_units`. */
export interface UnitRow {
  run_id: string;
  position: number;
  step_id: string;
  operation: MaintenanceOperation;
  label: string;
  unit: Buffer;
  state: UnitState;
  attempts: number;
  intent: string | null;
  outcome: string | null;
  reason: string | null;
  found_done: BooleanColumn;
  started_at: BigIntColumn | null;
  finished_at: BigIntColumn | null;
}

/** Row of `lakehouse_maintenance_events`. */
export interface EventRow {
  seq: number;
  run_id: string;
  at: BigIntColumn;
  kind: RunEventKind;
  message: string;
  position: number | null;
  by: string | null;
}

/** Row of `lakehouse_maintenance_locks`. */
export interface LockRow {
  lakehouse: string;
  schema_name: string;
  table_name: string;
  run_id: string;
  purpose: 'run' | 'rollback';
  expires_at: BigIntColumn | null;
}

/** Row of `lakehouse_notices`. */
export interface NoticeRow {
  id: string;
  attempts: number;
  next_at: BigIntColumn;
}
