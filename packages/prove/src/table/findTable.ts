import { quoteLiteral, quoteName, tokenizeSql } from '@lakehouse-portal/trino';
import type { StepRun } from '../run';

/** Whether there is a table (or view) of this name, and its comment. */
export async function findTable(
  step: StepRun,
  { schema, table }: { schema: string; table: string },
): Promise<'missing' | { comment: string | undefined }> {
  const { catalog } = step.proof;
  const { rows } = await step.run(
    `SELECT table_type FROM ${quoteName(
      catalog,
      'information_schema',
      'tables',
    )} WHERE table_schema = ${quoteLiteral(
      schema,
    )} AND table_name = ${quoteLiteral(table)}`,
  );
  if (rows.length === 0) {
    return 'missing';
  }
  if (rows[0][0] !== 'BASE TABLE') {
    return { comment: undefined };
  }
  const shown = await step.run(
    `SHOW CREATE TABLE ${quoteName(catalog, schema, table)}`,
  );
  return { comment: commentOf(String(shown.rows[0]?.[0])) };
}

/** Comments of columns are within parentheses; the table's own is not. */
export function commentOf(createTable: string): string | undefined {
  const tokens = tokenizeSql(createTable);
  let depth = 0;
  for (const [index, { kind, text, value }] of tokens.entries()) {
    if (kind === 'symbol' && text === '(') depth++;
    if (kind === 'symbol' && text === ')') depth--;
    const next = tokens[index + 1];
    if (
      depth === 0 &&
      kind === 'word' &&
      value === 'comment' &&
      next?.kind === 'string'
    ) {
      return next.value;
    }
  }
  return undefined;
}
