import type { ProveSession } from '../model';
import { FIRST_SNAPSHOT, type LabPlace, labSteps } from './labSteps';

/** What became of a statement of the lab. */
export interface LabAnswer {
  title: string;
  /** Whether it was run before, and was left out. */
  wasDone: boolean;
  /** Of a statement that reads. */
  rows: unknown[][];
}

/**
 * Loads the TPC-H lab, and asks what the lab asks: two tables, an added column, an update and a look back. What is there
 * already is left as it is, so that it can be gone on with.
 *
 * @param session - Of somebody who may make schemas and tables.
 * @throws What the session throws.
 */
export async function loadLab(
  session: ProveSession,
  place: LabPlace,
  options: {
    signal?: AbortSignal;
    onAnswer?: (answer: LabAnswer) => void;
  } = {},
): Promise<LabAnswer[]> {
  const { signal, onAnswer } = options;
  const ask = async (sql: string) =>
    (await session.query(sql, { signal })).rows as unknown[][];
  const answers: LabAnswer[] = [];
  for (const { title, sql, doneWhen } of labSteps(place)) {
    const wasDone = doneWhen !== undefined && (await ask(doneWhen)).length > 0;
    const snapshots = answers.find(answer => answer.title === 'Snapshots');
    const rows = wasDone
      ? []
      : await ask(sql.replace(FIRST_SNAPSHOT, String(snapshots?.rows[0]?.[0])));
    const answer = { title, wasDone, rows };
    answers.push(answer);
    onAnswer?.(answer);
  }
  return answers;
}
