import type { BenchContext } from '../BenchContext';
import { generateTable } from '../data/generateTable';
import { MILLION } from '../data/tables';
import {
  cpuRatio,
  type MeasuredRow,
  printMeasured,
  wallRatio,
} from '../report/printMeasured';
import { contend, rowOf } from './contend';

const NO_WORKER = 'ours, no worker';
const ONE = 'ours, 1 worker';
const TWO = 'ours, 2 workers';
const FLOOR = 'inflate alone, zlib defaults (the floor)';
const FLOOR_TWO = 'inflate alone in 2 threads (what 2 cores give)';
const INSPECT = 'PyIceberg, inspect.files (one round)';

/** A table of a million files: workers, the event loop, PyIceberg. */
export async function millionSection(context: BenchContext): Promise<void> {
  const table = await generateTable(context.sized(MILLION), context.log);
  const rows = await contend(context, table, [
    { name: FLOOR, contender: 'inflate' },
    { name: FLOOR_TWO, contender: 'inflateInTwo' },
    { name: NO_WORKER, contender: 'ours', options: { threads: 0 } },
    { name: ONE, contender: 'ours', options: { threads: 1 } },
    { name: TWO, contender: 'ours', options: { threads: 2 } },
  ]);
  const two = rowOf(rows, TWO);
  if (context.slowRivals && 'interpreter' in context.python) {
    rows.push(
      ...(await contend(
        context,
        table,
        [{ name: INSPECT, contender: 'inspect', isPython: true }],
        { rounds: 1, isWarm: false },
      )),
    );
  }
  printMeasured(
    context,
    `${table.totals.dataFiles.toLocaleString('en')} live files of ${(
      table.shape.manifests * table.shape.entriesPerManifest
    ).toLocaleString('en')} entries, ${
      table.manifests.length
    } manifests, 10 columns, deflate, ${(table.manifestBytes / 1e6).toFixed(
      0,
    )} MB; medians of ${two.rounds} rounds in turns; ours: with 2 workers`,
    rows,
    two,
  );
  addGoals(context, rows);
}

function addGoals(
  { goals, python, slowRivals }: BenchContext,
  rows: MeasuredRow[],
): void {
  const two = rowOf(rows, TWO);
  const one = rowOf(rows, NO_WORKER);
  const scaling = wallRatio(two, one);
  const possible = wallRatio(rowOf(rows, FLOOR_TWO), rowOf(rows, FLOOR));
  goals.push(
    {
      name: 'a million files: speed without workers, in that of inflate alone',
      measured: wallRatio(one, rowOf(rows, FLOOR)),
      atLeast: 0.8,
      unit: ' x',
      note: `by CPU time ${cpuRatio(one, rowOf(rows, FLOOR)).toFixed(2)} x`,
    },
    {
      name: 'a million files: 2 workers against none',
      measured: scaling,
      atLeast: 1.7,
      unit: ' x',
      note: `inflate alone gains ${possible.toFixed(2)} x here`,
    },
    {
      name: 'event loop while 2 workers scan: delay, p99',
      measured: two.figures.loopP99Ms,
      atMost: 20,
      unit: ' ms',
      note: `longest ${two.figures.loopMaxMs.toFixed(1)} ms`,
    },
    {
      name: 'event loop while scanning without workers: delay, p99',
      measured: one.figures.loopP99Ms,
      atMost: 20,
      unit: ' ms',
      note: `longest ${one.figures.loopMaxMs.toFixed(1)} ms`,
    },
  );
  if (!slowRivals || !('interpreter' in python)) return;
  const inspect = rowOf(rows, INSPECT);
  goals.push({
    name: 'a million files: against PyIceberg inspect.files',
    measured: wallRatio(two, inspect),
    atLeast: 25,
    unit: ' x',
    note: `without workers ${wallRatio(one, inspect).toFixed(1)} x`,
  });
}
