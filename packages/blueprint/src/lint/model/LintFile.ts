/**
 * One file to lint.
 * @public
 */
export interface LintFile {
  /** Path as it appears in findings; `/` divides folders. */
  path: string;
  /** Its text. */
  text: string;
}

/**
 * An object as a Kubernetes API server gave it; it has no lines.
 * @public
 */
export interface LiveObject {
  /** The object: `apiVersion`, `kind`, `metadata`, … */
  object: unknown;
  /** Where it was read, for example the name of the cluster. */
  source?: string;
}

/**
 * What is linted.
 * @public
 */
export type LintInput = LintFile | LiveObject;
