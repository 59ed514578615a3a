/** What went wrong with one try, in the words of no particular store. */
export type FailureKind =
  /** There is no such object. */
  | 'missing'
  /** No credentials, or not the right ones. */
  | 'denied'
  /** The range starts beyond the end. */
  | 'beyond-end'
  /** May work the next time: overload, a broken connection, a timeout, a truncated answer. */
  | 'transient'
  /** Will not work the next time either. */
  | 'permanent';

/**
 * Why one try failed. Inside this package only: what leaves it are the typed errors that `toReadError` makes of it.
 */
export class StoreFailure extends Error {
  readonly kind: FailureKind;
  readonly status?: number;
  readonly code?: string;
  /** How long the store asks to wait. */
  readonly retryAfterMs?: number;

  /** @param message - Follows "could not be read: "; without credentials, and without text of the store. */
  constructor(
    kind: FailureKind,
    message: string,
    options: { status?: number; code?: string; retryAfterMs?: number } = {},
  ) {
    super(message);
    this.name = 'StoreFailure';
    this.kind = kind;
    this.status = options.status;
    this.code = plainCode(options.code);
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** Codes come from the network: only what looks like one is passed on. */
function plainCode(code: string | undefined): string | undefined {
  return code !== undefined && /^[\w.-]{1,80}$/.test(code) ? code : undefined;
}
