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
  /** The innermost cause that Trino tells, where it says more than the message. */
  reason?: string;
  /** Trino's name of the error, or the class. */
  errorName: string;
  errorType?: string;
  /** HTTP status of Trino. */
  status?: number;
  /** Where a connection failed, and the system's code for it. */
  phase?: string;
  code?: string;
  queryId?: string;
  /** Messages of the error and of its causes: what words are looked for in. */
  text: string;
  /** Classes of Java's exceptions, separated by blanks: what systems are recognised by. */
  types: string;
}

/** Takes an error apart. */
export function factsOf(error: unknown): FailureFacts {
  const thrown = error instanceof Error ? error : new Error(String(error));
  const base = {
    kind: thrown.name,
    message: thrown.message,
    errorName: thrown.name,
    text: thrown.message,
    types: '',
    ...(thrown instanceof TrinoError && { queryId: thrown.queryId }),
  };
  if (thrown instanceof TrinoQueryError) {
    return { ...base, ...factsOfQuery(thrown) };
  }
  if (thrown instanceof TrinoResponseError) {
    return { ...base, status: thrown.status };
  }
  if (thrown instanceof TrinoConnectionError) {
    return { ...base, phase: thrown.phase, code: thrown.code };
  }
  return base;
}

function factsOfQuery(error: TrinoQueryError): Partial<FailureFacts> {
  const { trinoMessage, errorName, errorType, failureType, causes } = error;
  const reason = causes.map(({ message }) => message).findLast(Boolean);
  return {
    message: trinoMessage,
    errorName,
    errorType,
    text: [trinoMessage, ...causes.map(({ message }) => message)].join('\n'),
    types: [failureType ?? '', ...causes.map(({ type }) => type)].join(' '),
    ...(reason !== undefined &&
      !trinoMessage.includes(reason) && { reason: withoutRequest(reason) }),
  };
}

/** Ids of the request help nobody who reads a report. */
function withoutRequest(reason: string): string {
  return reason
    .replace(/,? ?(?:Extended )?Request ID: [^,)\s]*/g, '')
    .replace(/ ?\(SDK Attempt Count: \d+\)/, '');
}
