import { judge, resolvePolicy } from '@lakehouse-portal/table-health';
import { stringifyExactJson } from '@lakehouse-portal/table-metadata';
import { exitCodeOfReading } from '../errors/exitCodeOfReading';
import {
  inspectOpenTable,
  type TableOptions,
  withTable,
} from '../locate/openTable';
import { describeHealth } from '../output/describeHealth';
import type { Terminal } from '../output/Terminal';

/**
 * `lakehouse health`: the verdict over a table, and why.
 *
 * @returns The exit code.
 */
export async function healthCommand(
  terminal: Terminal,
  location: string,
  options: TableOptions,
): Promise<number> {
  return withTable(terminal, location, options, async table => {
    const { metadata, configured } = table;
    const { files, warnings } = await inspectOpenTable(table);
    const policy = resolvePolicy({
      layer: configured?.layer ?? metadata.properties['lakehouse.layer'],
      metadata,
      overrides: configured?.policies,
    });
    const health = judge({ metadata, files, nowMs: Date.now() }, policy);
    const incomplete = files?.incomplete ?? false;
    terminal.out(
      options.json
        ? `${stringifyExactJson(
            {
              score: null,
              snapshotId: null,
              ...health,
              metadataLocation: metadata.metadataLocation,
              policy,
              incomplete,
              warnings,
            },
            2,
          )}\n`
        : describeHealth(configured?.name ?? location, health, warnings),
    );
    return exitCodeOfReading(files);
  });
}
