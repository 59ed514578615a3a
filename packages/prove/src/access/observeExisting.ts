import {
  quoteIdentifier,
  quoteLiteral,
  TrinoQueryError,
} from '@lakehouse-portal/trino';
import type { StepRun } from '../run';
import type { AccessTable } from './AccessTable';
import type { Observation } from './Observation';
import { observeCounts } from './observeCounts';

/** Rows that are looked at. */
const ROWS = 100;
/** Rows that are counted of a table. */
const COUNTED_ROWS = 1_000_000;

/**
 * Whether what a user sees of a column is stored there, in a table of somebody else: at most 100 rows of one file are read,
 * and their values never leave Trino, but as hashes.
 *
 * Which row is which can't be told, so that sets are compared: a value that the user sees and that is not in the file is a
 * mask's.
 */
export async function observeExistingColumn(
  step: StepRun,
  table: AccessTable,
  column: string,
  user: string,
): Promise<Observation> {
  const name = quoteIdentifier(column);
  const hash = `to_hex(sha256(to_utf8(CAST(${name} AS varchar))))`;
  const from = `FROM ${table.sql(step.proof)}`;
  const file = await firstFile(step, from, user);
  if (file === 'none') {
    return { kind: 'nothing', detail: `${user} reads no row of it` };
  }
  const where = file === 'unknown' ? 'true' : `"$path" = ${quoteLiteral(file)}`;
  const seen = await step.run(
    `SELECT ${hash} ${from} WHERE ${where} LIMIT ${ROWS}`,
    { user },
  );
  const shown = new Set(
    seen.rows.flatMap(([value]) => (value === null ? [] : [String(value)])),
  );
  if (shown.size === 0) {
    const { rows } = await step.run(
      `SELECT 1 ${from} WHERE ${where} AND ${name} IS NOT NULL LIMIT 1`,
    );
    return rows.length > 0
      ? { kind: 'other', detail: `${user} reads nulls where values are stored` }
      : { kind: 'nothing', detail: 'all stored values are null' };
  }
  const list = [...shown].map(quoteLiteral).join(', ');
  const { rows } = await step.run(
    `SELECT DISTINCT ${hash} ${from} WHERE ${where} AND ${hash} IN (${list}) LIMIT ${ROWS}`,
  );
  const foreign = shown.size - rows.length;
  return foreign > 0
    ? {
        kind: 'other',
        detail: `${foreign} of ${shown.size} values that ${user} reads are not stored there`,
      }
    : {
        kind: 'stored',
        detail: `all ${shown.size} values that ${user} reads are stored there`,
      };
}

/** Counts the rows of a table of somebody else as the user and as the administrator, as far as that is cheap. */
export async function observeExistingTable(
  step: StepRun,
  table: AccessTable,
  user: string,
): Promise<Observation> {
  const sql = `SELECT count(*) FROM (SELECT 1 FROM ${table.sql(
    step.proof,
  )} LIMIT ${COUNTED_ROWS})`;
  const count = async (as?: string) =>
    Number((await step.run(sql, { user: as })).rows[0]?.[0]);
  return observeCounts(user, await count(user), await count());
}

/** A file that the user sees a row of. Views and other formats have no files. */
async function firstFile(
  step: StepRun,
  from: string,
  user: string,
): Promise<string | 'none' | 'unknown'> {
  try {
    const { rows } = await step.run(`SELECT "$path" ${from} LIMIT 1`, { user });
    return rows.length === 0 ? 'none' : String(rows[0][0]);
  } catch (error) {
    if (
      error instanceof TrinoQueryError &&
      error.errorName === 'COLUMN_NOT_FOUND'
    ) {
      return 'unknown';
    }
    throw error;
  }
}
