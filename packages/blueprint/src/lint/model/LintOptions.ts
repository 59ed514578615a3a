/**
 * How to lint.
 * @public
 */
export interface LintOptions {
  /** Judge as this Trino version would, whatever the image says: `458` to the newest. */
  trinoVersion?: number;
  /** Only these rules; all if absent. */
  rules?: readonly string[];
}
