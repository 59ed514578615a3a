import { TrinoError } from './TrinoError';

/** What Trino says of a query that failed. */
export interface TrinoFailure {
  /** Cut at 10,000 characters. */
  message: string;
  /** `TABLE_NOT_FOUND`, `PERMISSION_DENIED`, `SYNTAX_ERROR` …; the connectors have names of their own, `ICEBERG_BAD_DATA` … */
  errorName: string;
  errorCode: number;
  /** `USER_ERROR`, `INTERNAL_ERROR`, `INSUFFICIENT_RESOURCES`, `EXTERNAL`. */
  errorType: string;
  /** Place in the statement, both from 1, where Trino gives one. */
  line?: number;
  column?: number;
  /** Class of the exception on the server. */
  failureType?: string;
  /** What the exception on the server was caused by, the nearest first: at most five, each message cut at 500 characters. */
  causes?: TrinoCause[];
}

/** One exception on the server that caused another. */
export interface TrinoCause {
  /** Its class. */
  type: string;
  message: string;
}

/** The query failed, on whatever page Trino said so. */
export class TrinoQueryError extends TrinoError {
  readonly name = 'TrinoQueryError';
  readonly errorName: string;
  readonly errorCode: number;
  readonly errorType: string;
  readonly line?: number;
  readonly column?: number;
  readonly failureType?: string;
  /** Exceptions on the server behind this one, the nearest first. For diagnosis: they are long, and not part of the message. */
  readonly causes: TrinoCause[];
  /** Trino's own message, without what this error puts around it. */
  readonly trinoMessage: string;

  constructor(failure: TrinoFailure, options?: { queryId?: string }) {
    super(
      `${failure.errorName}: ${failure.message}${
        options?.queryId ? ` (query ${options.queryId})` : ''
      }`,
      options,
    );
    this.trinoMessage = failure.message;
    this.errorName = failure.errorName;
    this.errorCode = failure.errorCode;
    this.errorType = failure.errorType;
    this.line = failure.line;
    this.column = failure.column;
    this.failureType = failure.failureType;
    this.causes = failure.causes ?? [];
  }
}
