import { FileReadError } from '@lakehouse-portal/table-metadata';

/** @public */
export interface StoreReadErrorOptions {
  location: string;
  attempts: number;
  status?: number;
  code?: string;
}

/**
 * A store did not give a file: it is out of reach, too slow, overloaded, or answers what makes no sense.
 *
 * Neither message nor properties hold credentials or signed queries, and the error of the client library is not kept as
 * `cause`: it carries the request with all its headers.
 * @public
 */
export class StoreReadError extends FileReadError {
  /** How often it was tried. */
  readonly attempts: number;
  /** HTTP status of the last answer; undefined when there was none. */
  readonly status?: number;
  /** What the store or the system calls it: `SlowDown`, `ECONNREFUSED`. */
  readonly code?: string;

  constructor(message: string, options: StoreReadErrorOptions) {
    super(message, { location: options.location });
    this.name = 'StoreReadError';
    this.attempts = options.attempts;
    this.status = options.status;
    this.code = options.code;
  }
}
