import { tableInSql } from '@lakehouse-portal/trino';
import type { StepRun } from '../run';
import type { MadeTable } from './MadeTables';

/** Drops a table of this run. */
export async function dropTable(step: StepRun, made: MadeTable): Promise<void> {
  const { proof } = step;
  const { schema, table } = made;
  await step.run(
    `DROP TABLE IF EXISTS ${tableInSql({
      catalog: proof.catalog,
      schema,
      table,
    })}`,
  );
  proof.made.remove(made);
}
