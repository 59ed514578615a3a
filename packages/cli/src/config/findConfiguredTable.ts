import { BadInputError } from '../errors/BadInputError';
import type { ConfiguredTable } from './ConfiguredTable';
import { isRecord } from './isRecord';
import { listConfiguredTables } from './listConfiguredTables';
import { loadConfig } from './loadConfig';

/**
 * The configured table of this name, `lakehouse.schema.table`.
 * @throws BadInputError when there is none; the message says what there is.
 */
export async function findConfiguredTable(
  name: string,
  configFiles: string[],
): Promise<ConfiguredTable> {
  const config = loadConfig(configFiles);
  const connections = isRecord(config.lakehouse.connections)
    ? Object.keys(config.lakehouse.connections)
    : [];
  const lakehouse = connections.find(candidate =>
    name.startsWith(`${candidate}.`),
  );
  if (lakehouse === undefined) {
    const known =
      connections.length > 0
        ? `configured lakehouses: ${connections.join(', ')}`
        : 'no lakehouse is configured';
    throw new BadInputError(
      `There is no file or folder ${name}, and no configured table of that name (${known})`,
    );
  }
  const { tables, troubles } = listConfiguredTables(config, lakehouse);
  if (troubles.length > 0) throw troubles[0].error;
  const table = tables.find(candidate => candidate.name === name);
  if (table) return table;
  throw new BadInputError(
    `The lakehouse ${lakehouse} has no table ${name.slice(
      lakehouse.length + 1,
    )}; "lakehouse tables" lists those it has`,
  );
}
