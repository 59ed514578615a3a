import type { AilmentId } from './AilmentId';
import type { HealthDimension } from './HealthDimension';
import type { Recommendation } from './Recommendation';

/**
 * How severe the state of a table is. Healthy 80 to 100, at risk 50 to 79, critical 0 to 49.
 * Unknown is its own answer: nothing could be judged.
 * @public
 */
export type Severity = 'healthy' | 'at-risk' | 'critical' | 'unknown';

/**
 * The verdict over one table at one snapshot.
 * @public
 */
export interface TableHealth {
  /** `max(0, 100 - sum of costs)`, whole points; absent when severity is `unknown`. */
  score?: number;
  /** True when a speed dimension is unknown: the score is then an upper bound, the slowdown a lower one. */
  scoreIsUpperBound: boolean;
  severity: Severity;
  /** Predicted factor by which reads take longer than they need to, 1 or more: `10^(speed cost / 100)`. */
  slowdown: number;
  /** Points that speed dimensions cost. 30: reads take twice as long; 60: four times; 100: ten times. */
  speedCost: number;
  /** Points that promises cost, by policy. */
  promiseCost: number;
  /** The sentence that a person could repeat to a colleague, and what supports it. */
  lede: {
    headline: string;
    detail: string;
    /** They say how long ago something was, as of `judgedAtMs`. */
    hasAges?: boolean;
  };
  /** All dimensions, speed before promises, in a fixed order. */
  dimensions: HealthDimension[];
  /** What to do, in this order. Empty when nothing is due. */
  recommendations: Recommendation[];
  /** Facts that are shown but cost nothing, with the reason: skew, codec, number of snapshots. */
  notes: HealthNote[];
  /** How often the table is written, judged by its own commits. */
  commitRhythm: CommitRhythm;
  /** Bytes of data and delete files that only snapshots before the current one need, due or not; absent: not computed. */
  oldSnapshotBytes?: number;
  /** How many files these are; absent: not counted. */
  oldSnapshotFiles?: number;
  /**
   * Bytes that would be freed now if the snapshots expired that are due by the policy, metadata files with them: the figure of
   * a plan. 0 where none is due, or the table forbids the removal of files; absent where it is not known.
   */
  reclaimableBytes?: number;
  /** How many files these are; absent where that is not known. */
  reclaimableFiles?: number;
  /** The snapshot that was judged; absent for a table without one. */
  snapshotId?: string;
  /** Milliseconds since the epoch at which ages were computed. */
  judgedAtMs: number;
}

/**
 * A fact that is shown and costs nothing.
 * @public
 */
export interface HealthNote {
  /** What it is about, one or two words: `Partition balance`, `Codec`. */
  subject: string;
  /** The fact in a sentence, and why it costs nothing. */
  text: string;
  /** The ailment that the note names; absent when all is well. */
  ailment?: AilmentId;
}

/**
 * Workload class by commits, those of maintenance excluded: streaming over 6 an hour,
 * batch 0.04 to 6 an hour, slow below, dormant without a commit for the policy's period.
 * @public
 */
export interface CommitRhythm {
  workload: 'streaming' | 'batch' | 'slow' | 'dormant' | 'unknown';
  commitsPerHour?: number;
  /** The latest snapshot that changed rows, milliseconds since the epoch. */
  lastChangeMs?: number;
}
