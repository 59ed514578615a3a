import type { DuckDBConnection } from '@duckdb/node-api';
import type { LakehouseContext } from '../commit/LakehouseContext';
import { ValidationError } from '../errors';
import {
  type PlannedFile,
  type RowPlan,
  rowsSql,
} from '../operations/planRows';

/** Whoever waits for a rewrite waits no longer than this to hear which file is at fault, in milliseconds. */
const PATIENCE_MS = 10_000;

/**
 * Why some files could not be rewritten, with the first of them that can't be read: the engine does not say which one it is,
 * and it is the one that somebody has to restore.
 *
 * @param error - what the engine said of all of them.
 * @returns that error where each of the files can be read, or it takes too long to find out.
 */
export async function nameUnreadableFile(
  error: unknown,
  {
    context,
    connection,
    plan,
    files,
  }: {
    context: LakehouseContext;
    connection: DuckDBConnection;
    plan: RowPlan;
    files: PlannedFile[];
  },
): Promise<unknown> {
  if (!(error instanceof ValidationError)) return error;
  const until = Date.now() + PATIENCE_MS;
  for (const file of files) {
    if (Date.now() > until) return error;
    try {
      const sql = await rowsSql(context, connection, plan, [file]);
      // All columns, and all rows: pages may be damaged where the footer is not.
      await connection.run(`SELECT bit_xor(hash(t)) FROM (${sql}) AS t`);
    } catch (failure) {
      return new ValidationError(
        `The rows cannot be written, since ${
          file.file.filePath
        } cannot be read: ${(failure as Error).message}`,
        { cause: error },
      );
    }
  }
  return error;
}
