import {
  TrinoConnectionError,
  TrinoError,
  TrinoQueryError,
  TrinoResponseError,
} from '@lakehouse-portal/trino';

/** What an error says of itself, in one shape. */
export interface FailureFacts {
  /** Class of the error: `TrinoQueryError`. */
  kind: string;
  /** For people. */
  message: string;
  /** Trino's name of the error, or the class. */
  errorName: string;
  errorType?: string;
  /** Class of Java's exception. */
  failureType?: string;
  /** HTTP status of Trino. */
  status?: number;
  /** Where a connection failed, and the system's code for it. */
  phase?: string;
  code?: string;
  queryId?: string;
  /** Message and, as far as Trino tells them, those of the causes: what patterns are looked for in. */
  text: string;
}

/** Takes an error apart. */
export function factsOf(error: unknown): FailureFacts {
  const thrown = error instanceof Error ? error : new Error(String(error));
  const base = {
    kind: thrown.name,
    message: thrown.message,
    errorName: thrown.name,
    text: thrown.message,
    ...(thrown instanceof TrinoError && { queryId: thrown.queryId }),
  };
  if (thrown instanceof TrinoQueryError) {
    const { trinoMessage, errorName, errorType, failureType } = thrown;
    return {
      ...base,
      message: trinoMessage,
      errorName,
      errorType,
      failureType,
      text: trinoMessage,
    };
  }
  if (thrown instanceof TrinoResponseError) {
    return { ...base, status: thrown.status };
  }
  if (thrown instanceof TrinoConnectionError) {
    return { ...base, phase: thrown.phase, code: thrown.code };
  }
  return base;
}
