import type { LintSeverity } from '../lint/model/LintFinding';

/**
 * What a finding of the Stack doctor is about.
 * @public
 */
export type StackTopic =
  | 'availability'
  | 'certificates'
  | 'configuration'
  | 'drift'
  | 'history'
  | 'images'
  | 'retention'
  | 'versions';

/**
 * Something about a lakehouse that runs, that somebody should know.
 * @public
 */
export interface StackFinding {
  topic: StackTopic;
  /** Stable: a rule of the linter (`T2`), or `D-…` of the doctor. */
  rule: string;
  severity: LintSeverity;
  /** For example `Deployment lake/lake-trino`; absent where it is about the whole. */
  object?: string;
  message: string;
  fix: string;
  /** Where that is known from: release notes, an issue. */
  source?: string;
}
