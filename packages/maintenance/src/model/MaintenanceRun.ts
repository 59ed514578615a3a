import type { MaintenancePlan } from './MaintenancePlan';

/**
 * State of a run. `done`, `failed` and `cancelled` are final.
 *
 * ```
 * proposed → approved → running → verifying → done
 *     |          |         |           └────→ failed
 *     └──────────┴─────────┴─────→ cancelled, failed
 * ```
 *
 * From `approved`, and from `running` before its first unit is begun, it goes back to `proposed` when policies ask for more
 * approvals than it has.
 * @public
 */
export type RunState =
  | 'proposed'
  | 'approved'
  | 'running'
  | 'verifying'
  | 'done'
  | 'failed'
  | 'cancelled';

/** State of one unit of a step. @public */
export type UnitState = 'waiting' | 'running' | 'done' | 'skipped' | 'failed';

/**
 * A plan on its way, and what became of it. JSON as it stands; instants are ISO 8601, UTC.
 * @public
 */
export interface MaintenanceRun {
  id: string;
  lakehouse: string;
  namespace: string;
  table: string;
  state: RunState;
  plan: MaintenancePlan;
  createdAt: string;
  /** Entity ref of who, or `policy:<name>`. */
  createdBy: string;
  approvals: Array<{ by: string; at: string; steps: string[] }>;
  startedAt?: string;
  finishedAt?: string;
  /** Why it failed or was cancelled, as a full sentence. */
  reason?: string;
}
