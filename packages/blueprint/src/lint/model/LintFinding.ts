import type { TextEdit } from './TextEdit';

/**
 * How bad: `error` stops a start, a query or an apply; `warning` runs, but not as meant; `info` is advice.
 * @public
 */
export type LintSeverity = 'error' | 'warning' | 'info';

/**
 * One defect.
 * @public
 */
export interface LintFinding {
  /** Stable id of the rule, for example `T2`. */
  rule: string;
  severity: LintSeverity;
  /** Path of the file; `Kind/namespace/name` for a live object. */
  file: string;
  /** From 1; absent for a live object. */
  line?: number;
  /** The object, for example `Deployment lakehouse/trino-worker`; absent for a plain file. */
  object?: string;
  /** What is wrong, with the values found, and what happens at run time. */
  message: string;
  /** What to do about it. */
  fix: string;
  /** The change that `--fix` makes; absent where a person has to decide. */
  edits?: TextEdit[];
}
