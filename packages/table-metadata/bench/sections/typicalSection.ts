import type { BenchContext } from '../BenchContext';
import { generateTable } from '../data/generateTable';
import { TYPICAL_TABLE, WIDE } from '../data/tables';
import type { TableShape } from '../data/TableShape';
import { printMeasured, wallRatio, cpuRatio } from '../report/printMeasured';
import { contend, rowOf } from './contend';

const OURS = 'ours, no worker';
const FLOOR = 'inflate alone, zlib defaults (the floor)';
const FULL = 'avsc, all fields';

/** One thread against the floor and avsc: a typical table, and one of 100 columns. */
export async function typicalSection(context: BenchContext): Promise<void> {
  await measure(context, TYPICAL_TABLE, '10 columns');
  await measure(context, WIDE, '100 columns');
}

async function measure(
  context: BenchContext,
  shape: TableShape,
  columns: string,
): Promise<void> {
  const table = await generateTable(context.sized(shape), context.log);
  const rows = await contend(context, table, [
    { name: FLOOR, contender: 'inflate' },
    {
      name: 'inflate alone, output in one piece',
      contender: 'inflate',
      options: { chunkSize: 80 * 1024 },
    },
    { name: OURS, contender: 'ours', options: { threads: 0 } },
    { name: FULL, contender: 'avscFull' },
    { name: 'avsc, only the fields needed', contender: 'avscProjected' },
  ]);
  const ours = rowOf(rows, OURS);
  printMeasured(
    context,
    `${table.totals.dataFiles.toLocaleString('en')} live files, ${
      table.manifests.length
    } manifests, ${columns}, deflate, ${(table.manifestBytes / 1e6).toFixed(
      1,
    )} MB; medians of ${ours.rounds} rounds in turns`,
    rows,
    ours,
  );
  const floor = rowOf(rows, FLOOR);
  const full = rowOf(rows, FULL);
  context.goals.push(
    {
      name: `${columns}: speed, in that of inflate alone`,
      measured: wallRatio(ours, floor),
      atLeast: 0.8,
      unit: ' x',
      note: `by CPU time ${cpuRatio(ours, floor).toFixed(2)} x`,
    },
    {
      name: `${columns}: against avsc, all fields`,
      measured: wallRatio(ours, full),
      atLeast: 4.5,
      unit: ' x',
      note: `by CPU time ${cpuRatio(ours, full).toFixed(2)} x`,
    },
  );
}
