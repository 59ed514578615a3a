import {
  ConflictError,
  ExecutorError,
  MaintenanceError,
  UnsupportedUnitError,
} from '@lakehouse-portal/maintenance';

const CONFLICTS = ['CommitConflictError', 'CommitRetriesExhaustedError'];
/** Thrown before anything is written. */
const NOTHING_CHANGED = [
  'ValidationError',
  'NoSuchTableError',
  'NoSuchNamespaceError',
  'NoSuchSnapshotError',
  'NoSuchRefError',
];

/** What the embedded lakehouse throws, as executors throw it. */
export function toExecutorError(error: unknown): Error {
  if (error instanceof MaintenanceError) {
    return error;
  }
  const { name, message } =
    error instanceof Error ? error : new Error(String(error));
  if (CONFLICTS.includes(name)) {
    return new ConflictError(message, { cause: error });
  }
  if (name === 'UnsupportedOperationError') {
    return new UnsupportedUnitError(message, { cause: error });
  }
  return new ExecutorError(message, {
    cause: error,
    nothingChanged: NOTHING_CHANGED.includes(name),
  });
}
