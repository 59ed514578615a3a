import { type DuckDBConnection, StatementType } from '@duckdb/node-api';
import { QueryRejectedError } from '../errors';
import { checkStatement } from './checkStatement';
import { describeDamage } from './describeDamage';
import { hidePaths } from './hidePaths';
import { openSandbox, scanPaths } from './openSandbox';
import type { QueryAnswer, QueryTask } from './QueryMessages';
import { readResult } from './readResult';

/** Runs one query in this process, from the opening of its database to the answer. */
export async function runQuery(task: QueryTask): Promise<QueryAnswer> {
  let isOpen = false;
  try {
    const connection = await openSandbox(task);
    isOpen = true;
    await checkSql(connection, task);
    const statements = await connection.extractStatements(task.sql);
    const prepared = await statements.prepare(0);
    if (
      statements.count !== 1 ||
      prepared.statementType !== StatementType.SELECT
    ) {
      throw new QueryRejectedError('Only one SELECT can run here');
    }
    const result = await readResult(await prepared.stream(), task);
    return { kind: 'result', result };
  } catch (error) {
    return answerOf(error, task, isOpen);
  }
}

/** The syntax tree decides what may run, before anything of it is bound. */
async function checkSql(
  connection: DuckDBConnection,
  task: QueryTask,
): Promise<void> {
  const views = await connection.runAndReadAll(
    'SELECT DISTINCT lower(view_name) FROM duckdb_views() WHERE internal',
  );
  const reader = await connection.runAndReadAll(
    'SELECT json_serialize_sql($sql::VARCHAR, skip_null := true, skip_empty := true)',
    { sql: task.sql },
  );
  const parsed = JSON.parse(String(reader.getRows()[0][0]));
  if (parsed.error) {
    const reason = hidePaths(String(parsed.error_message), []);
    throw new QueryRejectedError(
      parsed.error_type === 'not implemented'
        ? 'Only SELECT can run here: nothing that writes, configures, loads or attaches'
        : `This is not a SELECT that the engine understands: ${reason}`,
    );
  }
  if (!Array.isArray(parsed.statements) || parsed.statements.length !== 1) {
    throw new QueryRejectedError('Exactly one statement can run at a time');
  }
  checkStatement(parsed.statements, {
    ...task.table,
    reserved: new Set(views.getRows().map(([name]) => String(name))),
  });
}

function answerOf(
  error: unknown,
  task: QueryTask,
  isOpen: boolean,
): QueryAnswer {
  const { name, message } =
    error instanceof Error ? error : new Error(String(error));
  if (error instanceof QueryRejectedError) {
    return { kind: 'rejected', message };
  }
  const paths = scanPaths(task.scan);
  const shown = hidePaths(message, paths);
  if (/^Unsupported\w+Error$/.test(name)) {
    return { kind: 'unsupported', message: shown, errorName: name };
  }
  if (/Out of Memory|bad_alloc|could not allocate/i.test(message)) {
    return { kind: 'out-of-memory' };
  }
  const damage = describeDamage(message, paths, !isOpen);
  if (damage) {
    return { kind: 'damaged', message: hidePaths(damage, paths) };
  }
  return { kind: 'failed', message: shown };
}
