import { TrinoError } from './TrinoError';

/** A limit that the caller set was reached; the query was cancelled. */
export class TrinoLimitError extends TrinoError {
  readonly name = 'TrinoLimitError';
  readonly limit: 'rows' | 'bytes' | 'time';
  /** Rows, bytes or milliseconds. */
  readonly allowed: number;

  constructor(
    limit: 'rows' | 'bytes' | 'time',
    allowed: number,
    options?: {
      queryId?: string;
      /** For bytes: one answer has so many small values that they would take far more memory than bytes. */
      isOfMemory?: boolean;
    },
  ) {
    super(describe(limit, allowed, options), options);
    this.limit = limit;
    this.allowed = allowed;
  }
}

function describe(
  limit: 'rows' | 'bytes' | 'time',
  allowed: number,
  options: { queryId?: string; isOfMemory?: boolean } = {},
): string {
  const { queryId, isOfMemory } = options;
  const query = queryId ? `Query ${queryId}` : 'The query';
  switch (limit) {
    case 'rows':
      return `${query} has more than the ${allowed} rows that are allowed and was cancelled`;
    case 'bytes':
      if (isOfMemory) {
        return `${query} has an answer of more values than there is memory for with the ${allowed} bytes of results that are allowed, and was cancelled`;
      }
      return `${query} has more than the ${allowed} bytes of results that are allowed and was cancelled`;
    default:
      return `${query} took longer than the ${allowed} ms that are allowed and was cancelled`;
  }
}
