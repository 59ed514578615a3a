import {
  ConflictError,
  ExecutorError,
  MaintenanceError,
  OrphansUnknownError,
  UnsupportedUnitError,
} from '@lakehouse-portal/maintenance';

const CONFLICTS = ['CommitConflictError', 'CommitRetriesExhaustedError'];
/** Thrown before anything is written. */
const NOTHING_CHANGED = [
  'ValidationError',
  'UnsafeRemovalError',
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
  const { name, message: said } =
    error instanceof Error ? error : new Error(String(error));
  const message = withoutStatement(said);
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

/** DuckDB shows the place in its statement, over several lines: it is none that the reader has written. */
function withoutStatement(message: string): string {
  return message.split(/\s*\bLINE \d+: /, 1)[0];
}

/** Whether files can't go because something else needs them, or nobody knows. */
export function isUnsafeRemoval(error: unknown): error is Error {
  return error instanceof Error && error.name === 'UnsafeRemovalError';
}

/** Why orphan files can't be listed, for people: the embedded lakehouse says it in full sentences. */
export function toOrphansUnknown(error: unknown): Error {
  const { message } = error instanceof Error ? error : new Error(String(error));
  return new OrphansUnknownError(
    /[.!?]$/.test(message) ? message : `${message}.`,
    { cause: error },
  );
}
