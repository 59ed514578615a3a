import type {
  MaintenanceOperation,
  MaintenancePlan,
  MaintenanceRun,
  MaintenanceUnit,
  RunState,
  UnitOutcome,
  UnitState,
} from '@lakehouse-portal/maintenance';
import type { TableRef } from './TableRef';

/**
 * A plan as the back end made and keeps it. Instants are ISO 8601, UTC.
 * @public
 */
export interface PlanDocument extends TableRef {
  id: string;
  plan: MaintenancePlan;
  createdAt: string;
  createdBy: string;
  /** A run can be proposed from it until then. */
  expiresAt: string;
  /** Who would run it: `embedded`, `Trino 476`. Absent: nobody can, and the plan declines everything. */
  engine?: string;
}

/**
 * Asks for a plan to be run.
 * @public
 */
export interface ProposeRunRequest {
  planId: string;
  /** Ids of the steps to run; all of the plan when left out. */
  steps?: string[];
  /** The run stops before a rewrite with which it would have rewritten more than these bytes. Decimal string. */
  maxRewrittenBytes?: string;
  /** Each step takes the approval of somebody else than who proposes it, whatever the policy says. */
  fourEyes?: boolean;
}

/** @public */
export interface ApproveRunRequest {
  /** Ids of the steps that are approved; all but the removal of orphan files, which must be named, when left out. */
  steps?: string[];
}

/** @public */
export interface CancelRunRequest {
  reason?: string;
  /** Also stops the unit that runs, where the engine can; otherwise the run ends after it. */
  now?: boolean;
}

/** @public */
export interface RollbackRunRequest {
  /** Also when others have committed since: what they wrote is then not in the table any more. For administrators. */
  acceptLoss?: boolean;
}

/**
 * A run in a list.
 * @public
 */
export interface RunSummary extends TableRef {
  id: string;
  state: RunState;
  /** The steps in one line: `Compact 29 days; expire 120 snapshots`. */
  title: string;
  operations: MaintenanceOperation[];
  createdAt: string;
  createdBy: string;
  startedAt?: string;
  finishedAt?: string;
  /** When somebody made the snapshot from before it the current one again: `scoreAfter` is what it was until then. */
  rolledBackAt?: string;
  /** Why it failed, was cancelled or stopped early. */
  reason?: string;
  /** Steps that wait for an approval, by id; of a run that was withdrawn, those that had none. */
  awaitingApproval: string[];
  units: { total: number; done: number; skipped: number; failed: number };
  /** As measured before it began and after it ended, not as planned. */
  scoreBefore?: number;
  scoreAfter?: number;
  /** A verification found other rows than before: see `RunDetail.verification`. */
  contentChanged: boolean;
  /** It is approved, or under way, and has to wait. */
  waiting?: RunWaiting;
  /** Runs that were proposed together have the same. */
  batch?: string;
}

/**
 * Why a run does not go on now.
 * @public
 */
export interface RunWaiting {
  /** `trouble`: it could not go on, and tries again. */
  cause: 'window' | 'concurrency' | 'cooldown' | 'budget' | 'trouble';
  /** A full sentence. */
  reason: string;
  /** When it may go on; absent: when others have ended. */
  until?: string;
}

/** @public */
export interface RunsQuery {
  /** Only runs that were proposed together. */
  batch?: string;
  lakehouse?: string;
  schema?: string;
  table?: string;
  state?: RunState[];
  /** `nextCursor` of the page before, for the same question. */
  cursor?: string;
  /** 1 to 100; 50 when left out. */
  limit?: number;
}

/**
 * What was proposed last comes first (`createdAt`).
 * @public
 */
export interface RunsPage {
  items: RunSummary[];
  /** Absent on the last page. */
  nextCursor?: string;
}

/**
 * A run in full.
 * @public
 */
export interface RunDetail {
  summary: RunSummary;
  run: MaintenanceRun;
  engine?: string;
  units: RunUnit[];
  progress?: RunProgress;
  verification?: RunVerification;
  /** Predicted and real, decimal strings of bytes. */
  spent: {
    plannedBytes: string;
    rewrittenBytes: string;
    freedBytes: string;
    /** Milliseconds of the units that ran. */
    elapsedMs: number;
  };
  maxRewrittenBytes?: string;
  /** Somebody asked for it to end. */
  cancelRequestedBy?: string;
  rollback: RunRollback;
}

/** @public */
export interface RunUnit {
  /** From 0, over all steps. */
  position: number;
  stepId: string;
  operation: MaintenanceOperation;
  /** The partition, or what it is about. */
  label: string;
  state: UnitState;
  /** As it was run: never more than was approved. */
  unit: MaintenanceUnit;
  attempts: number;
  startedAt?: string;
  finishedAt?: string;
  outcome?: UnitOutcome;
  /** Why it was skipped, failed, or waits. */
  reason?: string;
  /** Nobody heard the end of it: that it took place was read from the table's metadata. */
  foundDone?: boolean;
}

/** What a running unit does now. @public */
export interface RunProgress {
  at: string;
  position: number;
  /** 0 to 1. */
  share?: number;
  activity?: string;
}

/**
 * What was checked of what a run did.
 * @public
 */
export interface RunVerification {
  content: ContentCheck[];
  /** Snapshots of the run's rewrites that these comparisons cover, decimal ids. */
  comparedSnapshots: string[];
  /** Snapshots that were to be compared and are gone. */
  notCompared: string[];
  refs: Array<{
    name: string;
    snapshotId: string;
    readable: boolean;
    /** What was read, or why it could not be. */
    detail: string;
  }>;
  /** Some of the snapshots that stayed, after a run that took something away. */
  snapshots?: Array<{
    snapshotId: string;
    readable: boolean;
    detail: string;
  }>;
  health?: {
    scoreBefore?: number;
    scoreAfter?: number;
    slowdownBefore?: number;
    slowdownAfter?: number;
  };
}

/**
 * Rows of two snapshots between which nothing but the run's rewrites happened.
 * @public
 */
export interface ContentCheck {
  before?: string;
  after: string;
  rowsBefore: string;
  rowsAfter: string;
  checksumBefore?: string;
  checksumAfter?: string;
  same: boolean;
  leftOut?: Array<{ column: string; reason: string }>;
}

/** As the table is at this moment. @public */
export interface RunRollback {
  possible: boolean;
  /** The snapshot before the run's first rewrite. */
  snapshotId?: string;
  /** Why not, or what it costs. */
  detail: string;
  /** It is possible for an administrator who accepts the loss of what others have committed since (`acceptLoss`). */
  losesCommits?: boolean;
  doneAt?: string;
  doneBy?: string;
}

/**
 * What happens to a run, one by one. The last is of type `end`.
 * @public
 */
export type RunStreamEvent =
  | {
      type: 'event';
      /** Goes up; `after` of a later request. */
      seq: number;
      at: string;
      kind: RunEventKind;
      message: string;
      /** Of the unit that it is about. */
      position?: number;
      /** Who did it, where somebody did. */
      by?: string;
    }
  | ({ type: 'progress' } & RunProgress)
  | { type: 'end'; state: RunState };

/** @public */
export type RunEventKind =
  | 'proposed'
  | 'approved'
  | 'started'
  | 'unit-started'
  | 'unit-done'
  | 'unit-skipped'
  | 'unit-failed'
  | 'conflict'
  | 'resumed'
  | 'verifying'
  | 'verified'
  | 'content-changed'
  | 'done'
  | 'failed'
  | 'cancel-requested'
  | 'cancelled'
  | 'rolled-back'
  | 'waiting'
  | 'note';

/**
 * Tables of which something is due.
 * @public
 */
export interface DueQuery {
  lakehouse?: string;
  schema?: string;
  layer?: string;
  /** Entity ref. */
  owner?: string;
  /** Only tables of which this is due, among other things. */
  operation?: MaintenanceOperation;
  /** `nextCursor` of the page before, for the same question. */
  cursor?: string;
  /** 1 to 100; 50 when left out. */
  limit?: number;
}

/** What was found, and what is to be done about it. @public */
export interface DueReason {
  operation: MaintenanceOperation;
  /** "Compact 29 partitions". */
  action: string;
  /** A sentence. */
  finding: string;
  /** Why no run does it all the same: what a plan says of it, as a full sentence. Absent: a plan has it as a step. */
  declined?: string;
}

/**
 * A table of which something is due, by its last verdict. Instants are ISO 8601, UTC.
 * @public
 */
export interface DueTable extends TableRef {
  owner?: string;
  layer?: string;
  score?: number;
  /** Points of the score that are to be gained, by prediction; 0: what is promised is not kept, and costs nothing yet. */
  gain: number;
  operations: MaintenanceOperation[];
  reasons: DueReason[];
  since: string;
  /** Operations that are started without anybody, by the policy. */
  automatic: MaintenanceOperation[];
  /** When a run could begin, were it approved now; absent: nobody knows. */
  nextStart?: string;
  /** Why not now; absent: now. */
  waiting?: RunWaiting;
  /** Its run that is approved, under way, or waits for an approval. */
  runId?: string;
  /** What came of the last attempt to start a run without anybody. */
  lastAttempt?: { at: string; result: string };
}

/**
 * What is to be gained most by comes first.
 * @public
 */
export interface DuePage {
  items: DueTable[];
  /** Of all pages. */
  total: number;
  /** Tables of which nothing is listed because their health is not known, whatever operation is asked for. Absent: none. */
  unknown?: number;
  /** Absent on the last page. */
  nextCursor?: string;
}

/**
 * Asks for plans of many tables. Either `tables` or `filter`.
 * @public
 */
export interface BulkPlanRequest {
  /** At most 100. */
  tables?: TableRef[];
  /** Tables of which something is due, what is to be gained most by first. */
  filter?: Omit<DueQuery, 'cursor' | 'limit'>;
  /** Of what the filter selects, at most 100. */
  limit?: number;
  /** Only steps of these are of interest. */
  operations?: MaintenanceOperation[];
}

/** What a plan of one table says, in short; the plan itself is `GET /maintenance/plans/:planId`. @public */
export interface BulkPlanItem extends TableRef {
  planId?: string;
  engine?: string;
  steps: Array<{
    id: string;
    operation: MaintenanceOperation;
    title: string;
    approval: 'automatic' | 'one' | 'four-eyes';
    destructive: boolean;
    units: number;
    /** Decimal strings. */
    writtenBytes: string;
    freedBytes: string;
  }>;
  scoreBefore?: number;
  scoreAfter?: number;
  /** Why there are no steps. */
  declined?: string;
  /** Why it could not be planned. */
  error?: { name: string; message: string };
}

/** Plans of many tables. @public */
export interface BulkPlan {
  items: BulkPlanItem[];
  /** Tables that were asked for, or that the filter selects. */
  matching: number;
  /** Of these, those that were not planned: beyond the limit, or beyond a minute. */
  leftOut: number;
  totals: {
    /** Tables. */
    toDo: number;
    nothingDue: number;
    failed: number;
    steps: number;
    destructiveSteps: number;
    /** Decimal strings. */
    writtenBytes: string;
    freedBytes: string;
  };
}

/** @public */
export interface BatchesQuery {
  lakehouse?: string;
  /** `nextCursor` of the page before, for the same question. */
  cursor?: string;
  /** 1 to 100; 10 when left out. */
  limit?: number;
}

/**
 * Runs that were proposed together; `GET /maintenance/runs?batch=` has them one by one.
 * @public
 */
export interface BatchSummary {
  batch: string;
  createdAt: string;
  createdBy: string;
  runs: number;
  /** How many runs are in which state; what was rolled back is in no other. Absent: none. */
  states: Partial<Record<RunState | 'rolledBack', number>>;
}

/**
 * What was proposed last comes first (`createdAt`).
 * @public
 */
export interface BatchesPage {
  items: BatchSummary[];
  /** Absent on the last page. */
  nextCursor?: string;
}

/** Asks for plans to be run together. @public */
export interface BulkProposeRequest {
  /** 1 to 100. */
  plans: Array<{
    planId: string;
    /** Ids of the steps to run; all of the plan when left out. */
    steps?: string[];
  }>;
}

/** What was done to each run of a batch. @public */
export interface BatchResult {
  batch: string;
  results: Array<{
    planId?: string;
    runId?: string;
    run?: RunSummary;
    error?: { name: string; message: string };
  }>;
  done: number;
  failed: number;
}
