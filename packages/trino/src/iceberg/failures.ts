import { TrinoQueryError } from '../errors';

const MISSING = new Set(['TABLE_NOT_FOUND', 'SCHEMA_NOT_FOUND']);

/** Trino refuses the one who asks: the table may well be there. */
export function isAccessDenied(error: unknown): error is TrinoQueryError {
  return (
    error instanceof TrinoQueryError && error.errorName === 'PERMISSION_DENIED'
  );
}

/** There is no such table or schema. A missing catalog is a mistake in the configuration, not this. */
export function isMissingTable(error: unknown): error is TrinoQueryError {
  return error instanceof TrinoQueryError && MISSING.has(error.errorName);
}
