/**
 * How patient a store is asked. One policy for all stores: the retries of the client libraries are switched off, so that
 * they do not multiply with these.
 * @public
 */
export interface RequestOptions {
  /** Tries altogether, 1 to 20. Default 5. */
  attempts?: number;
  /**
   * Upper bound of the wait before the second try, in milliseconds; it doubles with every further one. What is waited is
   * a random share of it ("full jitter"), so that many readers that failed together do not come back together. Default 200.
   */
  backoffMs?: number;
  /** Upper bound of any such wait, in milliseconds. Default 10,000. */
  maxBackoffMs?: number;
  /** Longest `Retry-After` that is waited for, in milliseconds; a store that asks for more is given up. Default 30,000. */
  maxRetryAfterMs?: number;
  /** A try is given up when nothing arrives for so long, in milliseconds. Default 20,000. */
  stallTimeoutMs?: number;
  /** A try is given up when it takes longer altogether, in milliseconds. Default 300,000. */
  attemptTimeoutMs?: number;
}

/** All of {@link RequestOptions}, filled in. */
export type RequestPolicy = Required<RequestOptions>;
