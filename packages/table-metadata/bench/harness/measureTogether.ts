import type { TableTotals } from '../data/TableShape';
import type { Answer } from './Answer';
import type { Contender } from './Contender';
import { median } from './median';

/** What was measured of one contender. */
export interface Measured {
  name: string;
  rounds: number;
  /** Medians. */
  wallMs: number;
  cpuMs: number;
  peakBytes: number;
  /** Medians. */
  figures: Record<string, number>;
}

/** Until then V8 still compiles what it runs; the same for all. */
const WARM_UP_MS = 2000;
const MAX_WARM_UPS = 10;

/**
 * Lets contenders run in turns, so that what else the machine does hits all alike. First each runs for some seconds that
 * are not counted. Every answer is compared with what is known from making the table.
 *
 * @throws Error when an answer is wrong.
 */
export async function measureTogether(
  contenders: Contender[],
  totals: TableTotals,
  options: { rounds: number; warmUp: boolean },
): Promise<Measured[]> {
  try {
    if (options.warmUp) {
      for (const contender of contenders) await warmUp(contender, totals);
    }
    for (let round = 0; round < options.rounds; round++) {
      for (const contender of contenders)
        check(contender.name, (await contender.run()).answer, totals);
    }
    const measured: Measured[] = [];
    for (const contender of contenders)
      measured.push(await summary(contender, options.rounds));
    return measured;
  } finally {
    for (const contender of contenders) await contender.end();
  }
}

async function warmUp(
  contender: Contender,
  totals: TableTotals,
): Promise<void> {
  let spentMs = 0;
  for (let run = 0; run < MAX_WARM_UPS && spentMs < WARM_UP_MS; run++) {
    const { answer, wallMs } = await contender.run();
    check(contender.name, answer, totals);
    spentMs += wallMs;
  }
}

function check(
  name: string,
  answer: Answer | undefined,
  totals: TableTotals,
): void {
  if (!answer || isRight(answer, totals)) return;
  throw new Error(
    `${name} found ${JSON.stringify(answer)} instead of ${JSON.stringify(
      totals,
    )}`,
  );
}

function isRight(answer: Answer, totals: TableTotals): boolean {
  const { partitions } = answer;
  return (
    answer.dataFiles === totals.dataFiles &&
    answer.dataBytes === totals.dataBytes &&
    answer.dataRecords === totals.dataRecords &&
    (answer.isEstimate
      ? Math.abs(partitions / totals.partitions - 1) < 0.04
      : partitions === totals.partitions)
  );
}

async function summary(
  contender: Contender,
  rounds: number,
): Promise<Measured> {
  const runs = contender.runs.slice(-rounds);
  const names = new Set(runs.flatMap(run => Object.keys(run.figures ?? {})));
  return {
    name: contender.name,
    rounds: runs.length,
    wallMs: median(runs.map(run => run.wallMs)),
    cpuMs: median(runs.map(run => run.cpuMs)),
    peakBytes: await contender.peakBytes(),
    figures: Object.fromEntries(
      [...names].map(name => [
        name,
        median(runs.map(run => run.figures?.[name] ?? Number.NaN)),
      ]),
    ),
  };
}
