import type { DuckDBConnection } from '@duckdb/node-api';
import { quotedString } from '../engine/quoting';
import type { PlannedFile } from '../operations/planRows';
import { localPath } from '../scan/localPath';

/** Whoever waits for rows waits no longer than this to hear which file is at fault, in milliseconds. */
const PATIENCE_MS = 10_000;

/**
 * The first of some data files, or of their delete files, that can't be read, and what the engine says of it: where it reads
 * many together it does not say which one it is, and that is the one that somebody has to restore.
 *
 * @returns undefined where each of the files can be read, or it takes too long to find out.
 */
export async function findUnreadableFile(
  connection: DuckDBConnection,
  files: PlannedFile[],
): Promise<string | undefined> {
  const until = Date.now() + PATIENCE_MS;
  for (const location of locationsOf(files)) {
    if (Date.now() > until) return undefined;
    try {
      // Each by itself, all columns and all rows: pages may be damaged where the footer is not.
      await connection.run(
        `SELECT bit_xor(hash(t)) FROM read_parquet(${quotedString(
          localPath(location),
        )}) AS t`,
      );
    } catch (error) {
      return `${location} cannot be read: ${(error as Error).message}`;
    }
  }
  return undefined;
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
