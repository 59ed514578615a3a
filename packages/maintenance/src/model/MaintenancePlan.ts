import type { MaintenanceOperation } from './MaintenanceOperation';
import type { MaintenanceUnit } from './MaintenanceUnit';

/**
 * What is to be done to one table, computed from metadata alone before anything runs. JSON as it stands.
 * @public
 */
export interface MaintenancePlan {
  /** The table as it was when the plan was made. */
  table: {
    uuid: string;
    /** Decimal id of the current snapshot; absent: the table is empty. */
    snapshotId?: string;
    metadataLocation?: string;
  };
  /** ISO 8601, UTC. */
  plannedAt: string;
  /** In this order. Empty: nothing is due. */
  steps: PlannedStep[];
  /** What was considered and is not done, with the reason. */
  declined: DeclinedStep[];
  scoreBefore?: number;
  /** By prediction, after all steps; absent where health is unknown. */
  scoreAfter?: number;
  slowdownBefore?: number;
  slowdownAfter?: number;
  /** What the plan was made by, where it is known. */
  policy?: PlanPolicyEntry[];
}

/** One value of the policy that applied, for people. @public */
export interface PlanPolicyEntry {
  /** `Snapshots are kept`, `Compaction`. */
  name: string;
  /** `90 days`, `by four eyes`. */
  value: string;
  /** `layer bronze`, `policy streaming`, `suite default`. */
  source: string;
}

/** @public */
export interface PlannedStep {
  /** Stable within the plan: `2-rewrite-data-files`. */
  id: string;
  operation: MaintenanceOperation;
  /** The deed: "Compact 29 days". */
  title: string;
  /** Why it is done, and why at this place in the order. */
  reason: string;
  /** In the order in which they run. At least one. */
  units: MaintenanceUnit[];
  cost: StepCost;
  benefit: StepBenefit;
  destructive: boolean;
  /** What policy asks for before it runs. */
  approval: 'automatic' | 'one' | 'four-eyes';
  /**
   * Ids of steps before this one that it is planned for, and without which it must not be done: a rewrite goes by the target
   * size that the plan sets. Absent: none.
   */
  needs?: string[];
  scoreBefore?: number;
  scoreAfter?: number;
  slowdownBefore?: number;
  slowdownAfter?: number;
}

/**
 * What a step takes. Bytes are decimal strings.
 * @public
 */
export interface StepCost {
  readBytes: string;
  writtenBytes: string;
}

/**
 * What a step brings, as pairs of before and after. Absent: the step doesn't touch it. Bytes are decimal strings.
 * @public
 */
export interface StepBenefit {
  dataFiles?: { before: number; after: number };
  deleteFiles?: { before: number; after: number };
  manifests?: { before: number; after: number };
  snapshots?: { before: number; after: number };
  /** Statistics files of `ANALYZE`. */
  statisticsFiles?: { before: number; after: number };
  /** Files that go for good: exact, where the plan knows them. */
  freedFiles?: number;
  /** Freed by the step itself. */
  freedBytes?: string;
  /** Freed only once the snapshots expire that still need the replaced files. */
  freedLaterBytes?: string;
  /**
   * How far back a query of the table by time reaches, ISO 8601: along the ancestors of its current snapshot, whatever
   * branches and tags hold besides. Absent where that does not change.
   */
  timeTravelFrom?: { before: string; after: string };
  /** Refs whose snapshots stay whatever their age. */
  protectedRefs?: string[];
}

/** @public */
export interface DeclinedStep {
  operation: MaintenanceOperation;
  /** A full sentence. */
  reason: string;
  kind: 'nothing-due' | 'must-not' | 'cannot' | 'would-not-help';
}
