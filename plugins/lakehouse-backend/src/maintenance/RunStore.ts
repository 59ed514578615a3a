import type {
  MaintenancePlan,
  MaintenanceRun,
  MaintenanceUnit,
  RunEvent,
  RunState,
  StartDecision,
  UnitIntent,
  UnitOutcome,
  UnitState,
} from '@lakehouse-portal/maintenance';
import type {
  BatchesPage,
  BatchesQuery,
  PlanDocument,
  RunEventKind,
  RunProgress,
  RunsQuery,
  RunSummary,
  RunVerification,
  TableRef,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type { PaceSource, RunPace } from './pace';

/** A run as it is stored, without its units. */
export interface StoredRun {
  run: MaintenanceRun;
  summary: RunSummary;
  engine?: string;
  maxRewrittenBytes?: string;
  verification?: RunVerification;
  progress?: RunProgress;
  slowdownBefore?: number;
  /** How often in a row it could not go on and was put off: 0 again once a unit has ended or something was verified. */
  stalls: number;
  cancel?: { by: string; reason?: string; now: boolean };
  rollback?: { by: string; at: string };
}

/** A unit as it is stored. */
export interface StoredUnit {
  position: number;
  stepId: string;
  label: string;
  unit: MaintenanceUnit;
  state: UnitState;
  attempts: number;
  intent?: UnitIntent;
  outcome?: UnitOutcome;
  reason?: string;
  foundDone: boolean;
  startedAt?: number;
  finishedAt?: number;
}

/** An event as it is stored; `at` in milliseconds since the epoch. */
export interface StoredRunEvent {
  seq: number;
  at: number;
  kind: RunEventKind;
  message: string;
  position?: number;
  by?: string;
}

/** An event that is to be stored. */
export type NewRunEvent = Omit<StoredRunEvent, 'seq' | 'at'>;

/**
 * The right to carry a run on. `fence` goes up with each claim: what one writes that has lost the run to another is
 * refused with a LeaseLostError.
 */
export interface RunClaim {
  runId: string;
  fence: number;
}

/** What changes of a run when it goes from one state to the next. */
export interface RunChange {
  startedAt?: number;
  finishedAt?: number;
  reason?: string;
  scoreBefore?: number;
  slowdownBefore?: number;
  scoreAfter?: number;
  slowdownAfter?: number;
}

/** What changes of a unit. */
export interface UnitChange {
  state: UnitState;
  unit?: MaintenanceUnit;
  attempts?: number;
  intent?: UnitIntent;
  outcome?: UnitOutcome;
  /** `null` removes it. */
  reason?: string | null;
  foundDone?: boolean;
  startedAt?: number;
  finishedAt?: number;
}

/** Keeps plans and runs, and sees to it that a table has one active run, whatever replica it is asked on. */
export interface RunStore {
  savePlan(plan: Omit<PlanDocument, 'id' | 'expiresAt'>): Promise<PlanDocument>;
  /** @throws NotFoundError when there is none, or it has expired. */
  getPlan(id: string, nowMs: number): Promise<PlanDocument>;

  /** A new run in state `proposed`, with all its units waiting. */
  create(run: {
    table: TableRef;
    plan: MaintenancePlan;
    engine?: string;
    title: string;
    createdAt: number;
    createdBy: string;
    maxRewrittenBytes?: string;
    /** Of runs that are proposed together. */
    batchId?: string;
    /** What whoever looks at it has to know from the start, as a full sentence. */
    note?: string;
  }): Promise<string>;
  /** @throws NotFoundError */
  get(id: string): Promise<StoredRun>;
  listUnits(id: string): Promise<StoredUnit[]>;
  list(
    query: RunsQuery,
    lakehouses: readonly string[],
  ): Promise<{ items: RunSummary[]; nextCursor?: string }>;
  listBatches(
    query: BatchesQuery,
    lakehouses: readonly string[],
  ): Promise<BatchesPage>;
  /** Events with a higher `seq`, oldest first, at most 500. */
  listEvents(id: string, after: number): Promise<StoredRunEvent[]>;

  /**
   * Changes the approvals of a proposed run, and its state when none is lacking any more: the run then holds its table.
   *
   * @param decide - sees the run as it is in the transaction; what it throws is thrown.
   * @throws ConflictError when the table has an active run already.
   */
  approve(
    id: string,
    decide: (run: MaintenanceRun) => MaintenanceRun['approvals'],
    event: NewRunEvent,
    nowMs: number,
  ): Promise<RunState>;
  /**
   * Has a proposed run take more approvals than before, and say why.
   *
   * @param plan - That of `seen`, with other approvals.
   * @throws ConflictError when it was changed by somebody else since it was seen.
   */
  tighten(
    seen: MaintenanceRun,
    plan: MaintenancePlan,
    reason: string,
    nowMs: number,
  ): Promise<void>;
  /**
   * Ends a run that no worker has touched yet, or asks the worker to end it.
   *
   * @throws RunTransitionError when it has ended already.
   */
  requestCancel(
    id: string,
    request: { by: string; reason?: string; now: boolean },
    nowMs: number,
  ): Promise<RunState>;

  /**
   * Takes a run that is approved or under way, that nobody carries on, and that need not wait; undefined when there is
   * none. Why others wait is recorded with them. Whatever replicas ask at once, no limit is exceeded.
   *
   * @param paces - Left out: nothing has to wait.
   */
  claim(nowMs: number, paces?: PaceSource): Promise<RunClaim | undefined>;
  /**
   * Whether a unit of a run may be begun now. If so, its bytes are set aside in the budget of the window, until
   * {@link changeUnit} tells what it took.
   */
  reserve(
    claim: RunClaim,
    unit: { position: number; bytes: bigint },
    pace: RunPace,
    nowMs: number,
  ): Promise<StartDecision>;
  /** Gives the run back until it may go on, with the reason. @throws LeaseLostError */
  pause(
    claim: RunClaim,
    decision: Extract<StartDecision, { start: false }>,
    nowMs: number,
  ): Promise<void>;
  /** A sign of life. @throws LeaseLostError when another has the run. */
  heartbeat(
    claim: RunClaim,
    nowMs: number,
    progress?: RunProgress,
  ): Promise<{ cancel?: StoredRun['cancel'] }>;
  /** Gives the run back, to be taken by anyone from `notBefore` on. */
  release(claim: RunClaim, options?: { notBefore?: number }): Promise<void>;
  /** Gives a run back that could not go on, to be tried again; lists and its log say why. Its place is free meanwhile. */
  stall(
    claim: RunClaim,
    trouble: { reason: string; notBefore: number },
    nowMs: number,
  ): Promise<void>;
  /** Moves a run on. Final states let go of the table. @throws LeaseLostError, RunTransitionError */
  transition(
    claim: RunClaim,
    event: RunEvent,
    change: RunChange,
    what: NewRunEvent,
    nowMs: number,
  ): Promise<RunState>;
  /**
   * Has a run of which nothing was begun wait for approvals again, by another plan. It lets go of its table, and nobody
   * has the run any more.
   *
   * @returns false: somebody had it cancelled, and nothing is changed.
   * @throws LeaseLostError, RunTransitionError
   */
  returnToProposal(
    claim: RunClaim,
    change: { plan: MaintenancePlan; reason: string },
    nowMs: number,
  ): Promise<boolean>;
  /**
   * Writes down that a unit begins. One statement tests and sets: no unit begins after a cancel was accepted.
   *
   * @returns false: somebody had the run cancelled, and the unit must not begin.
   * @throws LeaseLostError
   */
  beginUnit(
    claim: RunClaim,
    position: number,
    change: UnitChange,
    what: NewRunEvent,
    nowMs: number,
  ): Promise<boolean>;
  /** @throws LeaseLostError */
  changeUnit(
    claim: RunClaim,
    position: number,
    change: UnitChange,
    what: NewRunEvent | undefined,
    nowMs: number,
  ): Promise<void>;
  /** @throws LeaseLostError */
  saveVerification(
    claim: RunClaim,
    verification: RunVerification,
    what: NewRunEvent | undefined,
    nowMs: number,
  ): Promise<void>;

  /**
   * Holds the table of a run that has ended, while it is rolled back. `release` lets go of it.
   *
   * @throws ConflictError when a run or another rollback holds it.
   */
  lockForRollback(
    table: TableRef,
    runId: string,
    nowMs: number,
  ): Promise<{ release(): Promise<void> }>;
  /** What holds a table now, if anything does. */
  holderOf(
    table: TableRef,
    nowMs: number,
  ): Promise<{ runId: string; purpose: 'run' | 'rollback' } | undefined>;
  saveRollback(
    runId: string,
    rollback: { by: string; at: number },
    what: NewRunEvent,
  ): Promise<void>;

  /** Runs that have ended and whose owner was not told yet. */
  listUnnotified(sinceMs: number): Promise<StoredRun[]>;
  /** False when another replica was faster. */
  markNotified(runId: string, atMs: number): Promise<boolean>;
}
