import type { LintError } from '../errors/LintError';
import type { LintFinding } from './LintFinding';

/**
 * A file that has nothing to lint, and why.
 * @public
 */
export interface SkippedFile {
  file: string;
  reason: string;
}

/**
 * What linting found.
 * @public
 */
export interface LintResult {
  /** By file, then line, then rule. */
  findings: LintFinding[];
  /** Findings that an annotation or a comment silences; counted, not lost. */
  suppressed: LintFinding[];
  /** Files that could not be read as what they are; everything else was linted. */
  errors: LintError[];
  /** Files that are not manifests or configuration. */
  skipped: SkippedFile[];
  /** How much was looked at. */
  counts: { files: number; objects: number };
}
