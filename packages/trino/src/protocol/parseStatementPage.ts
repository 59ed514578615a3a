import {
  LimitExceededError,
  parseExactJson,
  type JsonBudget,
  type JsonObject,
  type JsonValue,
} from '@lakehouse-portal/table-metadata';
import {
  TrinoProtocolError,
  type TrinoCause,
  type TrinoFailure,
} from '../errors';
import type { TrinoColumn } from '../values';
import { parseTypeSignature } from '../values/parseTypeSignature';
import type { StatementPage, TrinoProgress } from './StatementPage';

const MAX_CAUSES = 5;

/**
 * Reads a page of the statement protocol without rounding anything.
 *
 * @param contentType - What the server says that it is, for messages.
 * @param budget - How much memory its values may take.
 * @throws TrinoProtocolError; LimitExceededError beyond the budget.
 * @see https://trino.io/docs/current/develop/client-protocol.html
 */
export function parseStatementPage(
  body: Uint8Array,
  contentType: string | undefined,
  budget: JsonBudget,
): StatementPage {
  const page = parseJson(body, contentType, budget);
  if (!isObject(page) || typeof page.id !== 'string') {
    throw new TrinoProtocolError(
      'The answer is JSON, but no page of Trino: it has no query id',
    );
  }
  const queryId = page.id;
  const { data, nextUri } = page;
  if (
    nextUri !== undefined &&
    nextUri !== null &&
    typeof nextUri !== 'string'
  ) {
    throw new TrinoProtocolError('nextUri is not text', { queryId });
  }
  return {
    queryId,
    nextUri: nextUri ?? undefined,
    columns: readColumns(page.columns, queryId),
    rows: readRows(data, queryId),
    failure: readFailure(page.error),
    progress: readProgress(queryId, page.stats),
    warnings: readWarnings(page.warnings),
    updateType: textOf(page.updateType),
    updateCount: bigintOf(page.updateCount),
  };
}

function parseJson(
  body: Uint8Array,
  contentType: string | undefined,
  budget: JsonBudget,
): JsonValue {
  try {
    return parseExactJson(
      new TextDecoder('utf-8', { fatal: true }).decode(body),
      undefined,
      budget,
    );
  } catch (error) {
    if (error instanceof LimitExceededError) {
      throw error;
    }
    const seen = contentType ? ` of type ${contentType}` : '';
    const reason =
      error instanceof TypeError
        ? 'not UTF-8'
        : String((error as Error).message);
    throw new TrinoProtocolError(
      `Expected JSON of Trino, got an answer${seen} that is none (${reason}). Is this the address of Trino, or of something that asks people to sign in?`,
    );
  }
}

function readColumns(
  columns: JsonValue | undefined,
  queryId: string,
): TrinoColumn[] | undefined {
  if (columns === undefined || columns === null) {
    return undefined;
  }
  if (!Array.isArray(columns)) {
    throw new TrinoProtocolError('columns is not a list', { queryId });
  }
  return columns.map((column, index) => {
    if (
      !isObject(column) ||
      typeof column.name !== 'string' ||
      typeof column.type !== 'string'
    ) {
      throw new TrinoProtocolError(`columns[${index}] has no name or type`, {
        queryId,
      });
    }
    return {
      name: column.name,
      typeText: column.type,
      type: parseTypeSignature(column.typeSignature, column.type),
    };
  });
}

function readRows(data: JsonValue | undefined, queryId: string): JsonValue[][] {
  if (data === undefined || data === null) {
    return [];
  }
  if (isObject(data)) {
    throw new TrinoProtocolError(
      'The rows come in the spooled protocol, which was not asked for',
      { queryId },
    );
  }
  if (!Array.isArray(data) || !data.every(row => Array.isArray(row))) {
    throw new TrinoProtocolError('data is not a list of rows', { queryId });
  }
  return data;
}

function readFailure(error: JsonValue | undefined): TrinoFailure | undefined {
  if (error === undefined || error === null) {
    return undefined;
  }
  const failure = isObject(error) ? error : {};
  const place = isObject(failure.errorLocation) ? failure.errorLocation : {};
  const info = isObject(failure.failureInfo) ? failure.failureInfo : {};
  return {
    message:
      textOf(failure.message) ?? 'The query failed, Trino does not say why',
    errorName: textOf(failure.errorName) ?? 'UNKNOWN',
    errorType: textOf(failure.errorType) ?? 'UNKNOWN',
    errorCode: numberOf(failure.errorCode) ?? 0,
    line: numberOf(place.lineNumber),
    column: numberOf(place.columnNumber),
    failureType: textOf(info.type),
    causes: readCauses(info.cause),
  };
}

/** The chain is the server's to make, and may be long. */
function readCauses(cause: JsonValue | undefined): TrinoCause[] {
  const causes: TrinoCause[] = [];
  let next = cause;
  while (isObject(next) && causes.length < MAX_CAUSES) {
    causes.push({
      type: textOf(next.type) ?? 'unknown',
      message: textOf(next.message) ?? '',
    });
    next = next.cause;
  }
  return causes;
}

function readProgress(
  queryId: string,
  stats: JsonValue | undefined,
): TrinoProgress {
  const values = isObject(stats) ? stats : {};
  return {
    queryId,
    state: textOf(values.state) ?? 'UNKNOWN',
    percentage: numberOf(values.progressPercentage),
    totalSplits: numberOf(values.totalSplits) ?? 0,
    completedSplits: numberOf(values.completedSplits) ?? 0,
    elapsedMs: numberOf(values.elapsedTimeMillis) ?? 0,
    queuedMs: numberOf(values.queuedTimeMillis) ?? 0,
    processedRows: numberOf(values.processedRows) ?? 0,
    processedBytes: numberOf(values.processedBytes) ?? 0,
  };
}

function readWarnings(warnings: JsonValue | undefined): string[] {
  const list = Array.isArray(warnings) ? warnings : [];
  return list.flatMap(warning => {
    const message = isObject(warning) ? textOf(warning.message) : undefined;
    return message === undefined ? [] : [message];
  });
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function numberOf(value: JsonValue | undefined): number | undefined {
  return typeof value === 'number' || typeof value === 'bigint'
    ? Number(value)
    : undefined;
}

function bigintOf(value: JsonValue | undefined): bigint | undefined {
  return typeof value === 'bigint' || Number.isSafeInteger(value)
    ? BigInt(value as number | bigint)
    : undefined;
}
