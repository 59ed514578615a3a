import { tableInSql } from '@lakehouse-portal/trino';
import { CheckFailed } from '../diagnosis';
import type { StepRun } from '../run';
import { findTable } from './findTable';
import type { MadeTable } from './MadeTables';
import { readOwnership } from './ownership';

/**
 * Drops a table of a proof. One whose name could be somebody's own is looked at before: whether the statement that should
 * have made it was executed is not always known, and somebody may have made another in the meantime.
 */
export async function dropTable(
  step: StepRun,
  made: MadeTable,
  options: { ofAnyRun?: boolean } = {},
): Promise<void> {
  const { proof } = step;
  const { schema, table, isNamed } = made;
  if (isNamed) {
    const found = await findTable(step, made);
    if (found === 'missing') {
      proof.made.remove(made);
      return;
    }
    const owner = readOwnership(found.comment);
    if (!owner || (owner.run !== proof.run && !options.ofAnyRun)) {
      proof.made.remove(made);
      throw new CheckFailed({
        hop: 'catalog',
        message: `${schema}.${table} is no table of this proof, and was not dropped`,
        cause: 'Somebody made a table of this name while the proof ran.',
        remedy: 'Nothing has to be done: it is theirs.',
      });
    }
  }
  await step.run(
    `DROP TABLE IF EXISTS ${tableInSql({
      catalog: proof.catalog,
      schema,
      table,
    })}`,
  );
  proof.made.remove(made);
}
