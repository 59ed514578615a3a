import type { BenchContext } from '../BenchContext';
import { generateTable } from '../data/generateTable';
import { multiplyTable } from '../data/multiplyTable';
import { DISTINCT, MILLION } from '../data/tables';
import type { BenchTable } from '../data/TableShape';
import { type MeasuredRow, printMeasured } from '../report/printMeasured';
import { contend } from './contend';

/**
 * V8 lets the memory for young objects grow to 100 MB in a process that runs for long, whatever it does. That is not what
 * a table needs.
 */
const NODE_FLAGS = ['--max-semi-space-size=2'];

/** The peak of one process depends on when V8 happened to collect its garbage: of so many, that of the middle counts. */
const PROCESSES = 3;

/** Whether memory grows with the table: each in processes that read it once. */
export async function memorySection(context: BenchContext): Promise<void> {
  const million = await generateTable(context.sized(MILLION), context.log);
  const ten = await multiplyTable(
    million,
    `${million.shape.name}-times-10`,
    10,
    context.log,
  );
  const distinct = await generateTable(context.sized(DISTINCT), context.log);
  const rows: MeasuredRow[] = [];
  for (const threads of [0, 2]) {
    for (const table of [million, ten, distinct]) {
      const runs: MeasuredRow[] = [];
      for (let process = 0; process < PROCESSES; process++)
        runs.push(...(await readOnce(context, table, threads)));
      runs.sort((one, other) => one.peakBytes - other.peakBytes);
      rows.push(runs[(PROCESSES - 1) / 2]);
    }
  }
  printMeasured(
    context,
    `Memory: one read in a fresh process, ${NODE_FLAGS.join(
      ' ',
    )}, the middle of ${PROCESSES}`,
    rows,
    rows[0],
  );
  for (const [index, workers] of [
    [0, 'no worker'],
    [3, '2 workers'],
  ] as const) {
    context.goals.push(
      {
        name: `memory, ten times the files, ${workers}: growth`,
        measured: rows[index + 1].peakBytes / rows[index].peakBytes,
        atMost: 1.15,
        unit: ' x',
      },
      {
        name: `memory, as many partitions as files, ${workers}: peak`,
        measured: rows[index + 2].peakBytes / 1e6,
        atMost: 512,
        unit: ' MB',
      },
    );
  }
}

/** In a fresh process. */
function readOnce(
  context: BenchContext,
  table: BenchTable,
  threads: number,
): Promise<MeasuredRow[]> {
  const [files, partitions] = [
    table.totals.dataFiles,
    table.totals.partitions,
  ].map(count => count.toLocaleString('en'));
  return contend(
    context,
    table,
    [
      {
        name: `${files} files, ${partitions} partitions, ${
          threads || 'no'
        } workers`,
        contender: 'ours',
        options: { threads },
        nodeFlags: NODE_FLAGS,
      },
    ],
    { rounds: 1, isWarm: false },
  );
}
