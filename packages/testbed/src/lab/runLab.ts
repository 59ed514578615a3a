import type { TrinoStatements } from '../trino';
import { type LabStep, readLab, withFirstSnapshot } from './readLab';

/** A statement of the lab, and what Trino answered. */
export interface LabAnswer extends LabStep {
  rows: unknown[][];
}

/**
 * Runs the statements of `docs/lab.md` one after the other.
 *
 * @param options.catalog - Of that Trino, which has the catalog `tpch` too. The schema must not be there yet.
 * @param options.listener - Is told before each.
 * @returns The answers, in the order of the page.
 */
export async function runLab(
  trino: TrinoStatements,
  options: {
    catalog: string;
    schema: string;
    listener?: (step: LabStep) => void;
  },
): Promise<LabAnswer[]> {
  const place = `${options.catalog}.${options.schema}`;
  const answers: LabAnswer[] = [];
  for (const step of await readLab(place)) {
    options.listener?.(step);
    const sql = withFirstSnapshot(step.sql, firstSnapshot(answers));
    answers.push({ ...step, sql, rows: await trino.query(sql) });
  }
  return answers;
}

function firstSnapshot(answers: LabAnswer[]): string {
  const snapshots = answers.find(({ title }) => title === 'Snapshots');
  return String(snapshots?.rows[0][0]);
}
