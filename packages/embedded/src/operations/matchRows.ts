import type { DuckDBConnection } from '@duckdb/node-api';
import { ValidationError } from '../errors';
import type { PlannedFile } from './planRows';

/** Temporary table of the rows that a condition matches: `_file`, `_pos`. */
export const MATCHES = '__lakehouse_matches';

/**
 * Finds the rows that a condition matches.
 *
 * @param sql - of the rows, with `_file` and `_pos`.
 * @returns the files with matches; `whole` says that all rows of the file match, and no delete file applies to it.
 * @throws ValidationError when the condition is not one.
 */
export async function matchRows(
  connection: DuckDBConnection,
  sql: string,
  where: string,
  files: PlannedFile[],
): Promise<Array<{ file: PlannedFile; matches: number; whole: boolean }>> {
  await dropMatches(connection);
  try {
    await connection.run(
      `CREATE TEMP TABLE ${MATCHES} AS SELECT _file, _pos FROM (${sql}) AS t WHERE ${condition(
        where,
      )}`,
    );
  } catch (error) {
    throw new ValidationError(
      `The condition ${JSON.stringify(where)} cannot be used: ${
        (error as Error).message
      }`,
      { cause: error },
    );
  }
  const counts = new Map(
    (
      await connection.runAndReadAll(
        `SELECT _file, count(*) FROM ${MATCHES} GROUP BY _file`,
      )
    )
      .getRowsJson()
      .map(row => [String(row[0]), Number(row[1])]),
  );
  return files.flatMap(file => {
    const matches = counts.get(file.path);
    return matches === undefined
      ? []
      : [
          {
            file,
            matches,
            whole:
              file.deletes.length === 0 &&
              BigInt(matches) === file.file.recordCount,
          },
        ];
  });
}

/** Removes what {@link matchRows} made. */
export async function dropMatches(connection: DuckDBConnection): Promise<void> {
  await connection.run(`DROP TABLE IF EXISTS temp.${MATCHES}`);
}

/**
 * A condition in parentheses. The line break ends a comment at its end.
 *
 * @throws ValidationError when it is empty.
 */
export function condition(where: string): string {
  if (where.trim() === '')
    throw new ValidationError(
      'The condition is empty. To take all rows, write true.',
    );
  return `(${where}\n)`;
}
