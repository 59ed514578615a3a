import type { BenchContext } from '../BenchContext';
import { generateTable } from '../data/generateTable';
import { OTHER_CODECS, TYPICAL_TABLE } from '../data/tables';
import { printMeasured, type MeasuredRow } from '../report/printMeasured';
import { contend } from './contend';

/** Ours on the same entries in every codec. */
export async function codecsSection(context: BenchContext): Promise<void> {
  const rows: MeasuredRow[] = [];
  for (const shape of [TYPICAL_TABLE, ...OTHER_CODECS]) {
    const table = await generateTable(context.sized(shape), context.log);
    const size = (table.manifestBytes / 1e6).toFixed(1);
    rows.push(
      ...(await contend(context, table, [
        {
          name: `ours, no worker, ${shape.codec} (${size} MB)`,
          contender: 'ours',
          options: { threads: 0 },
        },
      ])),
    );
  }
  printMeasured(
    context,
    `The same ${rows[0].files.toLocaleString('en')} files in every codec`,
    rows,
    rows[0],
  );
}
