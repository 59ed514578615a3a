import { CheckFailed } from '../diagnosis';
import type { AccessExpectation } from '../model';
import { type Proof, StepFailed, type StepRun } from '../run';
import { AccessTable } from './AccessTable';
import { columnName, describeExpectation } from './describeExpectation';
import { judge } from './judge';
import type { Observation } from './Observation';
import { observeExistingColumn, observeExistingTable } from './observeExisting';
import { observeMadeColumn, observeMadeTable } from './observeMade';
import { observeRefusal } from './observeRefusal';
import { observeWriting } from './observeWriting';

/**
 * Holds every expectation against what its user meets. One that fails ends nothing: which others hold is worth knowing.
 *
 * @throws StepFailed at the end when one failed; at once when the proof was cancelled.
 */
export async function checkAccess(
  proof: Proof,
  expectations: AccessExpectation[],
): Promise<void> {
  const tables = tablesOf(proof, expectations);
  const users = new Map<string, boolean>();
  let failed: StepFailed | undefined;
  const attempt = async (work: () => Promise<void>): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (error) {
      if (!(error instanceof StepFailed) || error.outcome === 'cancelled') {
        throw error;
      }
      failed = error;
      return false;
    }
  };
  for (const [index, expectation] of expectations.entries()) {
    const { user } = expectation;
    if (!users.has(user)) {
      users.set(user, await attempt(() => checkUser(proof, user)));
    }
    const title = describeExpectation(expectation);
    if (users.get(user)) {
      await attempt(() =>
        proof.step({ id: `access/${index + 1}`, part: 'access', title }, step =>
          checkOne(step, tables.get(keyOf(expectation))!, expectation),
        ),
      );
    } else {
      proof.notTried.push(title);
    }
  }
  if (failed) {
    throw failed;
  }
}

/** The proof can act for this user at all: otherwise every refusal would look like a rule. */
async function checkUser(proof: Proof, user: string): Promise<void> {
  await proof.step(
    { id: `access/user/${user}`, part: 'access', title: `Ask as ${user}` },
    async step => {
      const { rows } = await step.run('SELECT current_user', { user });
      const seen = String(rows[0]?.[0]);
      if (seen !== user) {
        throw new CheckFailed({
          hop: 'authentication',
          message: `Trino takes ${user} for ${seen}`,
          cause:
            'A user mapping of Trino, or the session that was handed in, makes another user of this one.',
          remedy: 'Name users as Trino names them after mapping.',
        });
      }
      return `Trino knows ${user}`;
    },
  );
}

async function checkOne(
  step: StepRun,
  table: AccessTable,
  expectation: AccessExpectation,
): Promise<string> {
  await table.provide(step);
  const place = table.isMade
    ? 'on a table made for it'
    : 'on the table that is there';
  const found = judge(
    expectation,
    await observeRefusal(() => observe(step, table, expectation)),
  );
  return `${found} (${place})`;
}

function observe(
  step: StepRun,
  table: AccessTable,
  { user, column, expectation }: AccessExpectation,
): Promise<Observation> {
  if (expectation === 'writable' || expectation === 'not-writable') {
    return observeWriting(step, table, user);
  }
  if (column === undefined) {
    return table.isMade
      ? observeMadeTable(step, table, user)
      : observeExistingTable(step, table, user);
  }
  return table.isMade
    ? observeMadeColumn(step, table, columnName(column), user)
    : observeExistingColumn(step, table, columnName(column), user);
}

function tablesOf(
  proof: Proof,
  expectations: AccessExpectation[],
): Map<string, AccessTable> {
  const grouped = Map.groupBy(expectations, keyOf);
  return new Map(
    [...grouped].map(([key, group]) => [key, new AccessTable(proof, group)]),
  );
}

function keyOf({ schema, table }: AccessExpectation): string {
  return JSON.stringify([schema, table ?? null]);
}
