import { stringifyExactJson } from '@lakehouse-portal/table-metadata';
import { listConfiguredTables } from '../config/listConfiguredTables';
import { loadConfig } from '../config/loadConfig';
import { BadInputError } from '../errors/BadInputError';
import { countOf } from '../output/countOf';
import { formatColumns } from '../output/formatColumns';
import { oneLine } from '../output/oneLine';
import type { Terminal } from '../output/Terminal';

/** `lakehouse tables`: the tables of the configured lakehouses, as their catalogs list them now. */
export async function tablesCommand(
  terminal: Terminal,
  options: { config?: string[]; json: boolean },
): Promise<void> {
  const config = loadConfig(options.config ?? []);
  if (config.files.length === 0)
    throw new BadInputError(
      'There is no app-config.yaml here or above; name one with --config',
    );
  const { tables, troubles } = await listConfiguredTables(config);
  // One lakehouse that cannot be read does not hide the others; if there are no others, it is the answer.
  if (tables.length === 0 && troubles.length > 0) throw troubles[0].error;
  if (options.json) {
    const rows = tables.map(
      ({ name, lakehouse, namespace, table, layer, ...listed }) => ({
        name,
        lakehouse,
        namespace,
        table,
        layer: layer ?? null,
        metadataLocation: listed.metadataLocation ?? null,
        unreadable: listed.unreadable ?? null,
      }),
    );
    const warnings = troubles.map(({ lakehouse, error }) => ({
      lakehouse,
      message: messageOf(error),
    }));
    terminal.out(`${stringifyExactJson({ tables: rows, warnings }, 2)}\n`);
    return;
  }
  const lakehouses = new Set(tables.map(({ lakehouse }) => lakehouse));
  terminal.out(
    `${countOf(tables.length, 'table')} in ${countOf(
      lakehouses.size,
      'lakehouse',
    )}\n`,
  );
  const rows = tables.map(({ name, layer, unreadable }) => [
    name,
    layer ?? '',
    ...(unreadable === undefined ? [] : [unreadable]),
  ]);
  if (rows.length > 0) {
    terminal.out(`\n${formatColumns([['Table', 'Layer'], ...rows])}\n`);
  }
  for (const { lakehouse, error } of troubles)
    terminal.err(`lakehouse: ${lakehouse}: ${oneLine(messageOf(error))}\n`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
