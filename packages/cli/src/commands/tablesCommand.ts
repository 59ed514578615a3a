import { stringifyExactJson } from '@lakehouse-portal/table-metadata';
import { configuredLakehouses } from '../config/configuredConnection';
import { listConfiguredTables } from '../config/listConfiguredTables';
import { loadConfig } from '../config/loadConfig';
import { BadInputError } from '../errors/BadInputError';
import { countOf } from '../output/countOf';
import { formatColumns } from '../output/formatColumns';
import { oneLine } from '../output/oneLine';
import type { Terminal } from '../output/Terminal';

const NOTHING_LISTED =
  'It lists no table. Where it should: is that the name of the catalog, the namespace or the folder?';

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
  if (configuredLakehouses(config).length === 0)
    throw new BadInputError(
      `There is no lakehouse in lakehouse.connections of ${config.files.join(
        ', ',
      )}`,
    );
  const { tables, troubles, empty } = await listConfiguredTables(config);
  const warnings = [
    ...troubles.map(({ lakehouse, error }) => ({
      lakehouse,
      message: messageOf(error),
    })),
    ...empty.map(lakehouse => ({ lakehouse, message: NOTHING_LISTED })),
  ];
  // One lakehouse that cannot be read does not hide the others; if there are no others, it is the answer.
  if (tables.length === 0 && troubles.length > 0) {
    warn(terminal, warnings.slice(1));
    throw troubles[0].error;
  }
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
    terminal.out(`${stringifyExactJson({ tables: rows, warnings }, 2)}\n`);
    return;
  }
  const lakehouses = new Set([
    ...tables.map(({ lakehouse }) => lakehouse),
    ...empty,
  ]);
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
  warn(terminal, warnings);
}

function warn(
  terminal: Terminal,
  warnings: Array<{ lakehouse: string; message: string }>,
): void {
  for (const { lakehouse, message } of warnings)
    terminal.err(`lakehouse: ${lakehouse}: ${oneLine(message)}\n`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
