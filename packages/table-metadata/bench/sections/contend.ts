import { join } from 'node:path';
import type { BenchContext } from '../BenchContext';
import type { BenchTable } from '../data/TableShape';
import { Contender } from '../harness/Contender';
import { measureTogether } from '../harness/measureTogether';
import type { MeasuredRow } from '../report/printMeasured';

/** A reader that takes part: a contender of `contenders/`, or one of `pyiceberg_files.py`. */
export interface Entrant {
  name: string;
  contender: string;
  options?: Record<string, number>;
  isPython?: boolean;
  isRepeatable?: boolean;
  nodeFlags?: string[];
}

const SCRIPT = join(__dirname, '..', 'contenders', 'pyiceberg_files.py');

/** Measures the entrants on one table, in turns. Those in Python are left out where there is no PyIceberg. */
export async function contend(
  { python, rounds, log }: BenchContext,
  table: BenchTable,
  entrants: Entrant[],
  options: { rounds?: number; isWarm?: boolean } = {},
): Promise<MeasuredRow[]> {
  log(`Measuring on the table ${table.shape.name} …`);
  const contenders: Contender[] = [];
  for (const entrant of entrants) {
    const job = {
      contender: entrant.contender,
      metadataFile: table.metadataFiles[0],
      commits: table.metadataFiles.slice(1),
      manifests: table.manifests.map(({ path }) => path),
      options: entrant.options ?? {},
      isRepeatable: entrant.isRepeatable ?? true,
    };
    if (!entrant.isPython)
      contenders.push(
        await Contender.node(entrant.name, job, entrant.nodeFlags),
      );
    else if ('interpreter' in python)
      contenders.push(
        await Contender.python(entrant.name, python.interpreter, SCRIPT, job),
      );
  }
  const measured = await measureTogether(contenders, table.totals, {
    rounds: options.rounds ?? rounds,
    warmUp: options.isWarm ?? true,
  });
  return measured.map(one => ({ ...one, files: table.totals.dataFiles }));
}

/** The row of that name. @throws Error when it did not take part. */
export function rowOf(rows: MeasuredRow[], name: string): MeasuredRow {
  const row = rows.find(candidate => candidate.name === name);
  if (!row) throw new Error(`${name} did not take part`);
  return row;
}
