import { InputError, ServiceUnavailableError } from '@backstage/errors';
import type {
  TableQueryRequest,
  TableQueryResult,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type { TableMetadata } from '@lakehouse-portal/table-metadata';
import {
  quoteIdentifier,
  tableInSql,
  TrinoLimitError,
  TrinoQueryError,
  trinoValueToJson,
  type TrinoClient,
  type TrinoTableName,
} from '@lakehouse-portal/trino';
import type { QueryLimits } from '../../config';

/**
 * The first rows of a table at a snapshot. SQL of people is refused: Trino would run it with all rights of the user of
 * the connection, and nothing but reading this one table is meant.
 *
 * @throws InputError, ServiceUnavailableError
 */
export async function previewTable(options: {
  client: TrinoClient;
  name: TrinoTableName;
  metadata: TableMetadata;
  snapshotId: string;
  request: TableQueryRequest;
  limits: QueryLimits;
  user?: string;
  signal?: AbortSignal;
}): Promise<TableQueryResult> {
  const { metadata, snapshotId, request, limits, signal } = options;
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
        user: options.user,
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
    };
  } catch (error) {
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
