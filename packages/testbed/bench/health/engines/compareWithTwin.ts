import { median } from '../../report/statistics';
import type { Engine, Query, Row } from './Engine';
import { QUERIES } from './Engine';

/** How much longer a table takes than its twin. */
export interface Comparison {
  /** Geometric mean of the queries' ratios. */
  slowdown: number;
  /** By query: the median of the ratios of pairs that ran one after the other, and the medians of both, milliseconds. */
  queries: Record<string, { ratio: number; tableMs: number; twinMs: number }>;
  rounds: number;
}

/** Fewer rounds where they take long; never fewer than three. */
const ENOUGH_MS = 8_000;
const MIN_ROUNDS = 3;

/**
 * Runs each query on a table and on its twin in turn, the one that begins changing from round to round. One round before
 * is not counted.
 *
 * @throws Error where they give different answers.
 */
export async function compareWithTwin(
  engine: Engine,
  table: string,
  twin: string,
  maxRounds: number,
): Promise<Comparison> {
  for (const query of QUERIES) {
    const { rows: expected } = await engine.run(twin, query);
    const { rows } = await engine.run(table, query);
    requireSame(table, query, rows, expected);
  }
  const times = new Map(
    QUERIES.map(({ name }) => [
      name,
      { table: [] as number[], twin: [] as number[] },
    ]),
  );
  const start = performance.now();
  let round = 0;
  while (
    round < maxRounds &&
    (round < MIN_ROUNDS || performance.now() - start < ENOUGH_MS)
  ) {
    for (const query of QUERIES) {
      const seen = times.get(query.name)!;
      const order = round % 2 === 0 ? [table, twin] : [twin, table];
      for (const [i, name] of order.entries()) {
        const { ms } = await engine.run(name, query);
        (i === round % 2 ? seen.table : seen.twin).push(ms);
      }
    }
    round++;
  }
  const queries: Comparison['queries'] = {};
  let logs = 0;
  for (const [name, seen] of times) {
    const ratio = median(seen.table.map((ms, i) => ms / seen.twin[i]));
    queries[name] = {
      ratio: rounded(ratio, 1000),
      tableMs: rounded(median(seen.table), 10),
      twinMs: rounded(median(seen.twin), 10),
    };
    logs += Math.log(ratio);
  }
  return {
    slowdown: rounded(Math.exp(logs / QUERIES.length), 1000),
    queries,
    rounds: round,
  };
}

function requireSame(
  table: string,
  query: Query,
  rows: Row[],
  expected: Row[],
): void {
  if (JSON.stringify(rows) !== JSON.stringify(expected))
    throw new Error(
      `${table} answers "${
        query.title
      }" otherwise than its twin: ${JSON.stringify(rows).slice(
        0,
        300,
      )} instead of ${JSON.stringify(expected).slice(0, 300)}`,
    );
}

function rounded(value: number, steps: number): number {
  return Math.round(value * steps) / steps;
}
