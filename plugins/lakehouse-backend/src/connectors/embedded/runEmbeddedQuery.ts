import {
  InputError,
  ServiceUnavailableError,
  toError,
} from '@backstage/errors';
import type { TableQueryResult } from '@lakehouse-portal/plugin-lakehouse-common';
import type { LakehouseConnector } from '@lakehouse-portal/plugin-lakehouse-node';
import { createScanInput, type QueryRunner } from '@lakehouse-portal/embedded';
import { planScan, type FileIO } from '@lakehouse-portal/table-metadata';
import type { QueryLimits } from '../../config';
import { requireInside } from './requireInside';

/** What the one who asks can change: the query, or how much it wants. */
const CALLERS_ERRORS = [
  'QueryRejectedError',
  'QueryFailedError',
  'QueryTimeoutError',
  'QueryMemoryError',
  'QueryCancelledError',
  'UnsupportedLocationError',
];

/**
 * Runs untrusted SQL over one table at one snapshot, in a process of its own that can open nothing
 * but the files of that snapshot.
 *
 * @throws InputError with the engine's reason; ServiceUnavailableError when too many queries wait, or
 * a data file is missing or damaged;
 * TableReadError when files of the table are damaged, missing, or outside the warehouse.
 */
export async function runEmbeddedQuery(
  options: Parameters<NonNullable<LakehouseConnector['query']>>[0] & {
    runner: QueryRunner;
    limits: QueryLimits;
    fileIO: FileIO;
    /** Name of the catalog that SQL may put before the schema. */
    catalog: string;
    /** Folder in which all files must lie. */
    warehouse: string;
  },
): Promise<TableQueryResult> {
  const { runner, limits, metadata, snapshotId, request, signal } = options;
  try {
    const plan = await planScan(options.fileIO, metadata, snapshotId, {
      signal,
    });
    const scan = await createScanInput(plan, metadata, options.fileIO, {
      signal,
    });
    await requireInside(
      options.warehouse,
      [...scan.dataFiles, ...scan.deleteFiles].flatMap(file =>
        'path' in file ? [file.path] : [],
      ),
    );
    const result = await runner.run({
      scan,
      schema: plan.schema,
      table: {
        catalog: options.catalog,
        namespace: options.namespace,
        name: options.name,
      },
      sql: request.sql ?? 'SELECT * FROM this',
      maxRows: Math.min(request.maxRows ?? limits.maxRows, limits.maxRows),
      maxBytes: limits.maxResultBytes,
      memoryLimitBytes: limits.memoryLimitMb * 1024 * 1024,
      timeoutMs: limits.timeoutMs,
      signal,
    });
    const { columns, rows, truncated, elapsedMs } = result;
    return { columns, rows, truncated, elapsedMs, snapshotId };
  } catch (thrown) {
    throw toBackstageError(thrown);
  }
}

function toBackstageError(thrown: unknown): Error {
  const error = toError(thrown);
  if (error.name === 'QueryBusyError') {
    return new ServiceUnavailableError(error.message);
  }
  if (error.name === 'QueryDataError') {
    return new ServiceUnavailableError(
      `The rows of this table can't be read. ${error.message}`,
    );
  }
  if (CALLERS_ERRORS.includes(error.name)) {
    return new InputError(error.message);
  }
  return error;
}
