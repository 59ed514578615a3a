import type { DuckDBConnection } from '@duckdb/node-api';
import { quotedString } from '../engine/quoting';
import { ValidationError } from '../errors';
import type { PlannedFile } from '../operations/planRows';
import { localPath } from '../scan/localPath';

/** Whoever waits for a rewrite waits no longer than this to hear which file is at fault, in milliseconds. */
const PATIENCE_MS = 10_000;

/**
 * Why some files could not be rewritten, with the first of them, or of their delete files, that can't be read: the engine does
 * not say which one it is, and it is the one that somebody has to restore.
 *
 * @param error - what the engine said of all of them.
 * @returns that error where each of the files can be read, or it takes too long to find out.
 */
export async function nameUnreadableFile(
  error: unknown,
  connection: DuckDBConnection,
  files: PlannedFile[],
): Promise<unknown> {
  if (!(error instanceof ValidationError)) return error;
  const until = Date.now() + PATIENCE_MS;
  for (const location of locationsOf(files)) {
    if (Date.now() > until) return error;
    try {
      // Each by itself, all columns and all rows: pages may be damaged where the footer is not.
      await connection.run(
        `SELECT bit_xor(hash(t)) FROM read_parquet(${quotedString(
          localPath(location),
        )}) AS t`,
      );
    } catch (failure) {
      return new ValidationError(
        `The rows cannot be written, since ${location} cannot be read: ${
          (failure as Error).message
        }`,
        { cause: error },
      );
    }
  }
  return error;
}

/** Deletion vectors name their file themselves when they can't be read. */
function locationsOf(files: PlannedFile[]): Set<string> {
  return new Set(
    files
      .flatMap(({ file, deletes }) => [
        ...deletes.map(applied => applied.file),
        file,
      ])
      .filter(({ fileFormat }) => fileFormat === 'parquet')
      .map(({ filePath }) => filePath),
  );
}
