import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  JvmProgram,
  pyIcebergPython,
  pythonEnvironment,
  runCommand,
  type TrinoStatements,
} from '../../src';

const SPARK = new JvmProgram({
  pom: 'spark-connect',
  sources: ['sparksql'],
  main: 'SparkSql',
  memoryMb: 1_000,
});
const TIMEOUT_MS = 600_000;

/** A snippet as the portal shows it. */
export interface ShownSnippet {
  engine: string;
  code?: string;
  notPossible?: string;
}

/** Runs what the portal shows for PyIceberg, as it is. @returns What it prints. */
export async function runPyIcebergSnippet(
  code: string,
  environment: Record<string, string>,
): Promise<string> {
  return inFolder(async folder => {
    const script = join(folder, 'snippet.py');
    await writeFile(script, code);
    return runCommand(await pyIcebergPython(), [script], {
      env: { ...process.env, ...environment },
      timeoutMs: TIMEOUT_MS,
    });
  });
}

/** Runs what the portal shows for DuckDB, as it is. @returns Rows, a line each. */
export async function runDuckDbSnippet(
  code: string,
  environment: Record<string, string>,
): Promise<string> {
  const python = await pythonEnvironment('duckdb', 'requirements-duckdb.txt');
  return inFolder(folder =>
    runCommand(
      join(python, 'bin', 'python'),
      [join(__dirname, 'run_duckdb.py'), folder],
      {
        input: code,
        env: { ...process.env, ...environment },
        timeoutMs: TIMEOUT_MS,
      },
    ),
  );
}

/** Runs what the portal shows for Spark in a shell, with our `spark-sql`. @returns Rows, a line each. */
export async function runSparkSnippet(
  code: string,
  environment: Record<string, string>,
): Promise<string> {
  const { command, args } = await SPARK.commandLine([]);
  const quoted = [command, ...args]
    .map(word => `'${word.replaceAll("'", `'\\''`)}'`)
    .join(' ');
  return inFolder(folder =>
    runCommand(
      'bash',
      ['--norc', '-c', `spark-sql() { ${quoted} "$@"; }\n${code}`],
      {
        env: { ...process.env, ...environment },
        timeoutMs: TIMEOUT_MS,
        cwd: folder,
      },
    ),
  );
}

/**
 * Runs what the portal shows for Trino: the properties that its comment names make a catalog, the statements are run.
 *
 * @param more - Properties of the catalog that is Trino's own, where the snippet registers a table in one.
 * @returns Rows of the last statement.
 */
export async function runTrinoSnippet(
  trino: TrinoStatements,
  code: string,
  environment: Record<string, string>,
  more: Record<string, string> = {},
): Promise<unknown[][]> {
  const lines = code.split('\n');
  const settings = lines.flatMap(line => {
    const [, key, value] = /^-- {3}([\w.-]+)=(.*)$/.exec(line) ?? [];
    return key
      ? [
          [
            key,
            value.replaceAll(/\$\{ENV:(\w+)\}/g, (_, name) => {
              if (!(name in environment)) throw new Error(`${name} is not set`);
              return environment[name];
            }),
          ],
        ]
      : [];
  });
  await trino.createCatalog('lake', {
    ...more,
    ...Object.fromEntries(settings),
  });
  try {
    let rows: unknown[][] = [];
    const statements = lines
      .filter(line => !line.startsWith('--'))
      .join('\n')
      .split(/;\s*(?:\n|$)/)
      .filter(statement => statement.trim() !== '');
    for (const statement of statements) rows = await trino.query(statement);
    return rows;
  } finally {
    await trino.dropCatalog('lake');
  }
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'lakehouse-snippet-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
