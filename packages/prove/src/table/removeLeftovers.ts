import { quoteName } from '@lakehouse-portal/trino';
import type { StepRun } from '../run';
import { dropTable } from './dropTable';
import { findTable } from './findTable';
import { readOwnership } from './ownership';

/** What is younger may belong to a proof that is at work. */
export const LEFTOVER_AGE_MS = 60 * 60 * 1000;
/** In one schema and run. */
const MAX_LEFTOVERS = 20;

/**
 * Removes tables that an earlier proof left behind because it was killed: those with our prefix, our comment and an age of
 * more than an hour. What can't be removed fails nothing, but is said.
 *
 * @returns for people; undefined when there was nothing.
 */
export async function removeLeftovers(
  step: StepRun,
  schema: string,
): Promise<string | undefined> {
  const { proof } = step;
  const { rows } = await step.run(
    `SHOW TABLES FROM ${quoteName(
      proof.catalog,
      schema,
    )} LIKE 'lakehouse\\_prove\\_%' ESCAPE '\\'`,
  );
  const said: string[] = [];
  for (const [name] of rows.slice(0, MAX_LEFTOVERS)) {
    const table = String(name);
    said.push(`${table} ${await removeOne(step, schema, table)}`);
  }
  return said.length > 0 ? said.join('; ') : undefined;
}

async function removeOne(
  step: StepRun,
  schema: string,
  table: string,
): Promise<string> {
  try {
    const found = await findTable(step, { schema, table });
    const owner =
      found === 'missing' ? undefined : readOwnership(found.comment);
    if (!owner) {
      return 'is not of a proof, in spite of its name, and was left alone';
    }
    if (Date.now() - owner.madeAt.getTime() < LEFTOVER_AGE_MS) {
      return 'is of a proof of the last hour, which may be at work, and was left alone';
    }
    await dropTable(step, { schema, table, isNamed: true }, { ofAnyRun: true });
    return `was left by a proof of ${owner.madeAt.toISOString()}, and was removed`;
  } catch (error) {
    step.signal?.throwIfAborted();
    return `could not be removed: ${(error as Error).message}`;
  }
}
