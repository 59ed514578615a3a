/**
 * How to lint.
 * @public
 */
export interface LintOptions {
  /** Judge as this Trino version would, whatever the image says: `458` to the newest. */
  trinoVersion?: number;
  /** Only these rules; all if absent. */
  rules?: readonly string[];
  /**
   * Kinds that the caller could not read, for example `Secret` where nobody may list Secrets of the cluster: references to
   * them are not judged.
   */
  unreadKinds?: readonly string[];
}
