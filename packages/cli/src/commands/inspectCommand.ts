import {
  inspectionToJson,
  stringifyExactJson,
} from '@lakehouse-portal/table-metadata';
import { exitCodeOfReading } from '../errors/exitCodeOfReading';
import {
  inspectOpenTable,
  type TableOptions,
  withTable,
} from '../locate/openTable';
import { describeInspection } from '../output/describeInspection';
import type { Terminal } from '../output/Terminal';

/**
 * `lakehouse inspect`: what a table's metadata says, and what its files add up to.
 *
 * @returns The exit code.
 */
export async function inspectCommand(
  terminal: Terminal,
  location: string,
  options: TableOptions & { growth: boolean },
): Promise<number> {
  return withTable(terminal, location, options, async table => {
    const inspection = await inspectOpenTable(table, options);
    terminal.out(
      options.json
        ? `${stringifyExactJson(inspectionToJson(inspection), 2)}\n`
        : describeInspection(table.configured?.name ?? location, inspection),
    );
    return exitCodeOfReading(inspection.files);
  });
}
