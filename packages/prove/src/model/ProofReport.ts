import type { ProofFailure } from './ProofFailure';

/** `skipped`: this lakehouse can't do it, and need not; `found` says why. */
export type StepOutcome = 'passed' | 'failed' | 'skipped' | 'cancelled';

/** What a step is about. */
export type ProofPart = 'cluster' | 'layer' | 'access' | 'cleanup';

/** One thing that was tried. */
export interface ProofStep {
  /** Unique within a report and the same in every run: `coordinator`, `bronze/insert`, `access/3`. */
  id: string;
  part: ProofPart;
  /** Schema of the layer, for steps of a layer. */
  layer?: string;
  /** For people: `Insert 24 rows`. */
  title: string;
  outcome: StepOutcome;
  /** What was looked at and what was found there, for people; of a skipped step why it was. */
  found?: string;
  /** Statements in the order in which they were sent; they hold no secrets. At most 20, each cut at 2,000 characters. */
  statements: string[];
  /** Milliseconds. */
  durationMs: number;
  /** Only when it failed. */
  failure?: ProofFailure;
}

/** Something that the proof made and could not remove. */
export interface Leftover {
  schema: string;
  table: string;
  /** Why it is still there. */
  reason: string;
  /** The statement that removes it. */
  remove: string;
}

/** What a proof found. */
export interface ProofReport {
  /** `proved`: every step passed, or was skipped for a reason that is no defect. */
  outcome: 'proved' | 'failed' | 'cancelled';
  catalog: string;
  /** Names the tables and queries of this run: `lakehouse_prove_<run>`. */
  run: string;
  /** As Trino says it. */
  trinoVersion?: string;
  /** ISO 8601. */
  startedAt: string;
  /** Milliseconds. */
  durationMs: number;
  steps: ProofStep[];
  /** Of layers and expectations that were not tried, because something failed before that they need. */
  notTried: string[];
  /** Schemas that were missing and were made. They stay: the lakehouse needs them. */
  createdSchemas: string[];
  /** Empty when everything was removed. */
  left: Leftover[];
}
