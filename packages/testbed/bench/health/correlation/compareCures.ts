import {
  type HealthInput,
  predictSpeed,
  resolvePolicy,
} from '@lakehouse-portal/table-health';
import type { EngineMeasurements } from '../measurements/Measurements';
import { CURES } from '../tables/cures';

/** What an operation of maintenance was to bring, and what it brought: slowdowns as factors. */
export interface CureResult {
  title: string;
  predictedBefore: number;
  /** Of the table as the planner expects it afterwards. */
  predictedAfter: number;
  /** Of the table as it was afterwards. */
  judgedAfter: number;
  before: number;
  after: number;
  seconds: number;
}

/** All cures that were measured on an engine. */
export function compareCures(
  { cures }: EngineMeasurements,
  tables: Record<string, HealthInput>,
): CureResult[] {
  const policy = resolvePolicy();
  const slowdown = (input: HealthInput) =>
    10 ** (predictSpeed(input, policy) / 100);
  return CURES.filter(({ name }) => cures[name]).map(
    ({ name, title, shape, simulate }) => {
      const { before, after, seconds, judgedAfter } = cures[name];
      return {
        title,
        predictedBefore: slowdown(tables[shape]),
        predictedAfter: slowdown(simulate(tables[shape])),
        judgedAfter: slowdown(judgedAfter),
        before: before.slowdown,
        after: after.slowdown,
        seconds,
      };
    },
  );
}
