/**
 * A policy says something that makes no sense.
 * @public
 */
export class InvalidPolicyError extends Error {
  readonly name = 'InvalidPolicyError';
  /** The key that is wrong, for example `maxSnapshotAge`. */
  readonly key: string;

  /**
   * @param key - The key that is wrong.
   * @param message - What is wrong, and what would be right.
   */
  constructor(key: string, message: string) {
    super(`${key}: ${message}`);
    this.key = key;
  }
}
