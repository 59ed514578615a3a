import type { BenchContext } from '../BenchContext';
import { generateTable } from '../data/generateTable';
import { MILLION } from '../data/tables';
import { printMeasured, wallRatio, cpuRatio } from '../report/printMeasured';
import { contend, rowOf } from './contend';

const FULL = 'everything read, no worker';
const INCREMENTAL = 'after a commit of 100 files, rollups cached';

/**
 * After a commit: only its metadata file, its manifest list and its manifest are read, which the contender asserts with
 * a counting FileIO.
 */
export async function incrementalSection(context: BenchContext): Promise<void> {
  const table = await generateTable(context.sized(MILLION), context.log);
  const rows = [
    ...(await contend(context, table, [
      { name: FULL, contender: 'ours', options: { threads: 0 } },
    ])),
    ...(await contend(
      context,
      table,
      [{ name: INCREMENTAL, contender: 'incremental', isRepeatable: false }],
      // Warming up takes commits too.
      { rounds: table.shape.commits - 10 },
    )),
  ];
  const incremental = rowOf(rows, INCREMENTAL);
  const full = rowOf(rows, FULL);
  const { bytesRead, cacheBytes } = incremental.figures;
  printMeasured(
    context,
    `A commit of 100 files on ${table.totals.dataFiles.toLocaleString(
      'en',
    )}; medians of ${incremental.rounds} commits`,
    rows,
    incremental,
  );
  context.print(
    `  read after a commit: 3 files (metadata, manifest list, new manifest), ${(
      bytesRead / 1000
    ).toFixed(1)} KB of ${(table.manifestBytes / 1e6).toFixed(
      0,
    )} MB; the cached rollups take ${(cacheBytes / 1e6).toFixed(1)} MB`,
  );
  context.goals.push({
    name: 'after a commit: cheaper than reading everything',
    measured: wallRatio(incremental, full),
    atLeast: 300,
    unit: ' x',
    note: `${incremental.wallMs.toFixed(1)} ms; by CPU time ${cpuRatio(
      incremental,
      full,
    ).toFixed(0)} x`,
  });
}
