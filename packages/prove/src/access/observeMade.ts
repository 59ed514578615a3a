import { quoteIdentifier, type TrinoValue } from '@lakehouse-portal/trino';
import { CheckFailed } from '../diagnosis';
import type { StepRun } from '../run';
import { type AccessTable, KEY_COLUMN } from './AccessTable';
import type { Observation } from './Observation';
import { observeCounts } from './observeCounts';
import { SAMPLE_ROWS } from './sampleValue';

/** Reads a column of a made table as the user, and holds it against what the administrator sees, row by row. */
export async function observeMadeColumn(
  step: StepRun,
  table: AccessTable,
  column: string,
  user: string,
): Promise<Observation> {
  const sql = `SELECT ${KEY_COLUMN}, ${quoteIdentifier(
    column,
  )} FROM ${table.sql(step.proof)} ORDER BY 1`;
  const stored = keyed((await step.run(sql)).rows);
  if (stored.size !== SAMPLE_ROWS || new Set(stored.values()).size < 2) {
    throw new CheckFailed({
      hop: 'rights',
      message: `The administrator does not see the rows that were written to ${table.schema}.${table.table} as they are`,
      cause: 'A mask or row filter applies to the administrator too.',
      remedy:
        'Put a rule for administrators, without mask and filter, before the others.',
    });
  }
  const seen = keyed((await step.run(sql, { user })).rows);
  return compareRows(stored, seen, user);
}

/** Reads a made table as the user, whatever columns it has. */
export async function observeMadeTable(
  step: StepRun,
  table: AccessTable,
  user: string,
): Promise<Observation> {
  const { rows } = await step.run(
    `SELECT ${KEY_COLUMN} FROM ${table.sql(step.proof)}`,
    { user },
  );
  return observeCounts(user, rows.length, SAMPLE_ROWS);
}

/** Pure: what a user saw of rows whose stored values are known. */
export function compareRows(
  stored: Map<string, string>,
  seen: Map<string, string>,
  user: string,
): Observation {
  if (seen.size === 0) {
    return {
      kind: 'nothing',
      detail: `${user} reads no row: a row filter applies`,
    };
  }
  const same = [...seen].filter(([key, value]) => stored.get(key) === value);
  const [key, value] = [...seen][0];
  if (same.length === 0) {
    return {
      kind: 'other',
      detail: `${user} reads ${value} where ${stored.get(key)} is stored`,
    };
  }
  if (same.length < seen.size) {
    return {
      kind: 'other',
      detail: `${user} reads other values than the stored ones in ${
        seen.size - same.length
      } of ${seen.size} rows`,
    };
  }
  return seen.size === stored.size
    ? {
        kind: 'stored',
        detail: `${user} reads the ${seen.size} stored values`,
      }
    : {
        kind: 'stored',
        detail: `${user} reads stored values, in ${seen.size} of ${stored.size} rows: a row filter applies`,
      };
}

function keyed(rows: TrinoValue[][]): Map<string, string> {
  return new Map(rows.map(([key, value]) => [String(key), textOf(value)]));
}

function textOf(value: TrinoValue): string {
  return value instanceof Uint8Array
    ? Buffer.from(value).toString('hex')
    : JSON.stringify(value, (_, part) =>
        typeof part === 'bigint' ? String(part) : part,
      );
}
