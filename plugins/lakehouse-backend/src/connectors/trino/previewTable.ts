import { randomUUID } from 'node:crypto';
import {
  InputError,
  NotAllowedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type {
  TableQueryRequest,
  TableQueryResult,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type { TableMetadata } from '@lakehouse-portal/table-metadata';
import {
  isAccessDenied,
  isImpersonationDenied,
  missingImpersonationRule,
  quoteIdentifier,
  tableInSql,
  TrinoForbiddenError,
  TrinoLimitError,
  TrinoQueryError,
  trinoValueToJson,
  type TrinoClient,
  type TrinoTableName,
} from '@lakehouse-portal/trino';
import type { QueryLimits } from '../../config';
import { impersonationAdvice } from './ImpersonationDeniedError';
import type { PreviewIdentity } from './previewIdentity';

/**
 * The first rows of a table at a snapshot. SQL of people is refused: Trino would run it with all rights of the user of
 * the connection, and nothing but reading this one table is meant.
 *
 * @throws InputError; NotAllowedError where Trino refuses whom it runs as, or to let the connection act for them;
 * ServiceUnavailableError
 */
export async function previewTable(options: {
  client: TrinoClient;
  name: TrinoTableName;
  metadata: TableMetadata;
  snapshotId: string;
  request: TableQueryRequest;
  limits: QueryLimits;
  runAs: PreviewIdentity;
  /** Goes into Trino's events, so that a query is told whom it was run for whoever it ran as. */
  viewer?: string;
  signal?: AbortSignal;
}): Promise<TableQueryResult> {
  const { metadata, snapshotId, request, limits, runAs, viewer, signal } =
    options;
  if (request.sql !== undefined) {
    throw new InputError(
      'Through Trino only the first rows of a table are shown here. Run your own SQL in Trino itself: the table shows how',
    );
  }
  if (!/^\d{1,19}$/.test(snapshotId)) {
    throw new InputError('The id of the snapshot is not a number');
  }
  const schema = metadata.schemas.find(
    ({ schemaId }) => schemaId === metadata.currentSchemaId,
  );
  const columns = (schema?.fields ?? []).map(({ name }) =>
    quoteIdentifier(name),
  );
  if (columns.length === 0) {
    throw new InputError('The table has no columns');
  }
  // Without a version where it is the current one: columns that were added since are in no older one.
  const isCurrent = snapshotId === metadata.currentSnapshotId;
  const selected = isCurrent ? columns.join(', ') : '*';
  const version = isCurrent ? '' : ` FOR VERSION AS OF ${snapshotId}`;
  const maxRows = Math.min(request.maxRows ?? limits.maxRows, limits.maxRows);
  try {
    const result = await options.client.preview(
      `SELECT ${selected} FROM ${tableInSql(options.name)}${version} LIMIT ${
        maxRows + 1
      }`,
      {
        user: runAs.user,
        // Roles are those of the connection's user; others may not have them.
        ...(runAs.isViewer && { roles: {} }),
        clientTags: ['preview'],
        traceToken: [viewer, randomUUID()].filter(Boolean).join(' '),
        signal,
        limits: {
          maxRows,
          maxBytes: limits.maxResultBytes,
          maxDurationMs: limits.timeoutMs,
        },
      },
    );
    return {
      columns: result.columns.map(({ name, typeText }) => ({
        name,
        type: typeText,
      })),
      rows: result.rows.map(row =>
        row.map((value, index) =>
          trinoValueToJson(result.columns[index].type, value),
        ),
      ),
      truncated: result.truncated !== undefined,
      elapsedMs: result.elapsedMs,
      snapshotId,
      ranAs: { engine: 'Trino', ...runAs, queryId: result.queryId },
    };
  } catch (error) {
    if (isImpersonationDenied(error)) {
      throw new NotAllowedError(
        `The rows are read as the Trino user "${
          runAs.user
        }", for whom the portal may not act. ${impersonationAdvice(
          missingImpersonationRule(error),
        )}. ${error.message}`,
      );
    }
    if (isAccessDenied(error) || error instanceof TrinoForbiddenError) {
      throw new NotAllowedError(
        `The table is there, but Trino does not let "${
          runAs.user
        }" read its rows${
          runAs.isViewer ? '' : ', as whom this portal reads them'
        }. ${error.message}`,
      );
    }
    if (
      error instanceof TrinoLimitError ||
      (error instanceof TrinoQueryError && error.errorType === 'USER_ERROR')
    ) {
      throw new InputError(error.message);
    }
    signal?.throwIfAborted();
    throw new ServiceUnavailableError(
      error instanceof Error ? error.message : String(error),
    );
  }
}
