import {
  ConflictError,
  ExecutorError,
  MaintenanceError,
  UnsupportedUnitError,
} from '@lakehouse-portal/maintenance';
import {
  TrinoAuthenticationError,
  TrinoConfigurationError,
  TrinoError,
  TrinoForbiddenError,
  TrinoQueryError,
} from '@lakehouse-portal/trino';

/** By Trino's name of the error, never by its text. @see IcebergErrorCode and StandardErrorCode of Trino */
const CONFLICTS = new Set(['ICEBERG_COMMIT_ERROR', 'TRANSACTION_CONFLICT']);
const UNSUPPORTED = new Set(['NOT_SUPPORTED', 'SYNTAX_ERROR']);

/** What the client of Trino throws, as executors throw it. What is no error of Trino (an abort) stays as it is. */
export function toExecutorError(error: unknown): unknown {
  if (error instanceof MaintenanceError || !(error instanceof TrinoError)) {
    return error;
  }
  const { message } = error;
  if (error instanceof TrinoQueryError) {
    if (CONFLICTS.has(error.errorName)) {
      return new ConflictError(message, { cause: error });
    }
    if (UNSUPPORTED.has(error.errorName)) {
      return new UnsupportedUnitError(message, { cause: error });
    }
  }
  return new ExecutorError(message, {
    cause: error,
    // What is the fault of the statement is found before it runs.
    nothingChanged:
      (error instanceof TrinoQueryError && error.errorType === 'USER_ERROR') ||
      error instanceof TrinoConfigurationError ||
      error instanceof TrinoAuthenticationError ||
      error instanceof TrinoForbiddenError,
  });
}
