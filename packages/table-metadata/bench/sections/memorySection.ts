import type { BenchContext } from '../BenchContext';
import { generateTable } from '../data/generateTable';
import { multiplyTable } from '../data/multiplyTable';
import { DISTINCT, MILLION } from '../data/tables';
import { type MeasuredRow, printMeasured } from '../report/printMeasured';
import { contend } from './contend';

/**
 * V8 lets the memory for young objects grow to 100 MB in a process that runs for long, whatever it does. That is not what
 * a table needs.
 */
const NODE_FLAGS = ['--max-semi-space-size=2'];

/** Whether memory grows with the table: each in a process that reads it once. */
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
      const { dataFiles, partitions } = table.totals;
      rows.push(
        ...(await contend(
          context,
          table,
          [
            {
              name: `${dataFiles.toLocaleString(
                'en',
              )} files, ${partitions.toLocaleString('en')} partitions, ${
                threads || 'no'
              } workers`,
              contender: 'ours',
              options: { threads },
              nodeFlags: NODE_FLAGS,
            },
          ],
          { rounds: 1, isWarm: false },
        )),
      );
    }
  }
  printMeasured(
    context,
    `Memory: one read in a fresh process each, ${NODE_FLAGS.join(' ')}`,
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
