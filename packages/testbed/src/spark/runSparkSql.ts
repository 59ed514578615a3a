import { dirname, join } from 'node:path';
import { runPyIceberg } from '../python';
import { catalogSettings, type SparkCatalogs } from './catalogSettings';

const SCRIPT = join(
  dirname(require.resolve('@lakehouse-portal/testbed/package.json')),
  'src',
  'spark',
  'spark_sql.py',
);

/** What came of a script. */
export type SparkSqlOutcome =
  /** Rows of its last statement, cells as Python writes them. */
  { rows: Array<Array<string | null>>; error?: undefined } | { error: string };

/**
 * Runs SQL on a Spark of the testbed, as its users do: by the client of Spark Connect, in one session. A script ends with
 * its first error; the others are run all the same.
 *
 * @param remote - Of Spark's connection: `sc://127.0.0.1:15002`.
 * @param scripts - Statements, by a name for the outcome.
 * @param catalogs - That only this session has: others that run at the same time don't take them away.
 * @throws Error where Spark can't be reached.
 */
export async function runSparkSql<N extends string>(
  remote: string,
  scripts: Record<N, string[]>,
  catalogs: SparkCatalogs = {},
): Promise<Record<N, SparkSqlOutcome>> {
  return runPyIceberg(SCRIPT, {
    remote,
    scripts,
    settings: catalogSettings(catalogs),
  });
}
