/**
 * How much memory parsed JSON may still take. A document of some megabytes can be one of gigabytes in memory: `[[],[],…`
 * takes forty times as much.
 * @public
 */
export interface JsonBudget {
  /** In bytes, about. */
  bytesLeft: number;
}
