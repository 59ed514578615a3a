import type { BenchContext } from '../BenchContext';
import { generateTable } from '../data/generateTable';
import { SMALL } from '../data/tables';
import { cpuRatio, printMeasured, wallRatio } from '../report/printMeasured';
import { contend, rowOf } from './contend';

const OURS = 'ours, no worker';
const ICEBIRD = 'icebird, reading manifests';

/** icebird and PyIceberg, on one manifest: more would take minutes for each round. */
export async function slowRivalsSection(context: BenchContext): Promise<void> {
  const table = await generateTable(context.sized(SMALL), context.log);
  const rows = await contend(context, table, [
    { name: OURS, contender: 'ours', options: { threads: 0 } },
    { name: ICEBIRD, contender: 'icebird' },
    {
      name: 'PyIceberg, its manifest reader',
      contender: 'manifests',
      isPython: true,
    },
    { name: 'PyIceberg, inspect.files', contender: 'inspect', isPython: true },
  ]);
  const ours = rowOf(rows, OURS);
  printMeasured(
    context,
    `${table.totals.dataFiles.toLocaleString(
      'en',
    )} files, 1 manifest, 10 columns, deflate; medians of ${
      ours.rounds
    } rounds in turns`,
    rows,
    ours,
  );
  if ('missing' in context.python)
    context.print(`  PyIceberg: not measured. ${context.python.missing}`);
  const icebird = rowOf(rows, ICEBIRD);
  context.goals.push({
    name: 'against icebird',
    measured: wallRatio(ours, icebird),
    atLeast: 20,
    unit: ' x',
    note: `rates on one manifest; by CPU time ${cpuRatio(ours, icebird).toFixed(
      1,
    )} x`,
  });
}
