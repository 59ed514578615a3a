import { join, resolve } from 'node:path';
import { BadInputError } from '../errors/BadInputError';
import type { ConfiguredTable } from './ConfiguredTable';
import { isRecord } from './isRecord';
import type { LoadedConfig } from './loadConfig';
import { policiesFor } from './policiesFor';
import { readCatalog } from './readCatalog';

/**
 * The tables of the configured lakehouses that this machine can read: those of type `embedded`.
 *
 * @param lakehouse - Only this one.
 * @returns `troubles`: what kept a lakehouse from being read, by its name.
 */
export function listConfiguredTables(
  config: LoadedConfig,
  lakehouse?: string,
): {
  tables: ConfiguredTable[];
  troubles: Array<{ lakehouse: string; error: unknown }>;
} {
  const tables: ConfiguredTable[] = [];
  const troubles: Array<{ lakehouse: string; error: unknown }> = [];
  const connections = isRecord(config.lakehouse.connections)
    ? config.lakehouse.connections
    : {};
  for (const [name, connection] of Object.entries(connections)) {
    if (
      !isRecord(connection) ||
      (lakehouse !== undefined && name !== lakehouse)
    )
      continue;
    try {
      tables.push(...tablesOf(name, connection, config));
    } catch (error) {
      troubles.push({ lakehouse: name, error });
    }
  }
  return { tables, troubles };
}

function tablesOf(
  name: string,
  connection: Record<string, unknown>,
  config: LoadedConfig,
): ConfiguredTable[] {
  const { type, directory, catalogName } = connection;
  if (type !== 'embedded') {
    throw new BadInputError(
      `The lakehouse ${name} is of type ${String(
        type,
      )}: the command can read those of type embedded`,
    );
  }
  if (typeof directory !== 'string' || directory === '') {
    throw new BadInputError(
      `The lakehouse ${name} has no "directory" in the configuration`,
    );
  }
  const catalog = join(
    resolve(config.backendDirectory, directory),
    'catalog.db',
  );
  return readCatalog(
    catalog,
    typeof catalogName === 'string' ? catalogName : name,
  ).map(({ namespace, table, metadataLocation }) => ({
    name: `${name}.${namespace}.${table}`,
    lakehouse: name,
    namespace,
    table,
    metadataLocation,
    ...policiesFor(config.lakehouse, connection, {
      lakehouse: name,
      namespace,
      table,
    }),
  }));
}
