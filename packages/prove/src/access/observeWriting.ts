import { quoteIdentifier } from '@lakehouse-portal/trino';
import type { StepRun } from '../run';
import { type AccessTable, KEY_COLUMN } from './AccessTable';
import type { Observation } from './Observation';

/**
 * Whether a user may insert: a row into a made table; of somebody else's, Trino is only asked (`EXPLAIN`), which checks the
 * rights and writes nothing.
 */
export async function observeWriting(
  step: StepRun,
  table: AccessTable,
  user: string,
): Promise<Observation> {
  const name = table.sql(step.proof);
  if (table.isMade) {
    await step.run(`INSERT INTO ${name} (${KEY_COLUMN}) VALUES (-1)`, { user });
    // The next expectation finds the table as it was.
    await step.run(`DELETE FROM ${name} WHERE ${KEY_COLUMN} = -1`);
    return { kind: 'written', detail: `${user} inserted a row` };
  }
  const { columns } = await step.run(`SELECT * FROM ${name} WHERE false`);
  await step.run(
    `EXPLAIN (TYPE VALIDATE) INSERT INTO ${name} (${quoteIdentifier(
      columns[0].name,
    )}) VALUES (NULL)`,
    { user },
  );
  return {
    kind: 'written',
    detail: `${user} may insert: Trino was asked with EXPLAIN, nothing was written to a table that was there`,
  };
}
