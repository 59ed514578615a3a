import type { LintError } from '../lint/errors';
import type { LintSeverity } from '../lint/model/LintFinding';
import type { StackFinding } from './StackFinding';

/**
 * What the doctor found.
 * @public
 */
export interface StackDiagnosis {
  /** The worst first. */
  findings: StackFinding[];
  counts: Record<LintSeverity, number>;
  /** What runs, by image, each once. */
  images: { image: string; objects: string[] }[];
  /** Objects that were looked at. */
  objects: number;
  /** What could not be looked at, and why, for people. */
  notJudged: string[];
  /** Inputs that could not be read. */
  errors: LintError[];
}
