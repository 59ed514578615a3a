import type { LintContext } from '../LintContext';
import type { ManifestObject } from '../objects/ManifestObject';
import type { LintSeverity } from './LintFinding';
import type { Place } from './Place';
import type { TextEdit } from './TextEdit';

/**
 * A defect that a rule saw.
 * @public
 */
export interface RuleHit {
  place: Place;
  /** The object that has it; absent for a plain file. */
  object?: ManifestObject;
  /** What was found, with the values. */
  message: string;
  /** If other than the rule's. */
  severity?: LintSeverity;
  /** If more exact than the rule's. */
  fix?: string;
  /** A safe change that removes the defect. */
  edits?: TextEdit[];
}

/**
 * One rule.
 * @public
 */
export interface LintRule {
  /** Stable: people suppress by it. */
  id: string;
  /** In kebab case. */
  name: string;
  severity: LintSeverity;
  /** The defect in a sentence. */
  summary: string;
  /** What happens at run time. */
  consequence: string;
  /** What to do about it. */
  fix: string;
  /** How it is known: source code, documentation, issue, or a run. */
  source: string;
  /** Whether `--fix` can repair it (in the cases where that is safe). */
  fixable?: boolean;
  check(context: LintContext): Iterable<RuleHit>;
}
