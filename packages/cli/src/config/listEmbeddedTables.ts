import { join } from 'node:path';
import { BadInputError } from '../errors/BadInputError';
import { configuredConnection } from './configuredConnection';
import type { ConfiguredTable } from './ConfiguredTable';
import { embeddedDirectoryOf } from './embeddedDirectoryOf';
import type { LoadedConfig } from './loadConfig';
import { policiesFor } from './policiesFor';
import { readCatalog } from './readCatalog';

/** A table of an embedded lakehouse, whose catalog always tells where its metadata is. */
export type EmbeddedTable = ConfiguredTable & { metadataLocation: string };

/** The tables of a configured embedded lakehouse; the portal may be running. */
export function listEmbeddedTables(
  config: LoadedConfig,
  lakehouse: string,
): EmbeddedTable[] {
  const connection = configuredConnection(config, lakehouse);
  const { directory, catalogName } = embeddedDirectoryOf(config, lakehouse);
  return readCatalog(join(directory, 'catalog.db'), catalogName).map(
    ({ namespace, table, metadataLocation }) => ({
      name: `${lakehouse}.${namespace}.${table}`,
      lakehouse,
      namespace,
      table,
      metadataLocation,
      ...policiesFor(config.lakehouse, connection, {
        lakehouse,
        namespace,
        table,
      }),
    }),
  );
}

/**
 * The table of an embedded lakehouse by its name, `lakehouse.schema.table`.
 *
 * @throws BadInputError when there is none.
 */
export function findEmbeddedTable(
  config: LoadedConfig,
  lakehouse: string,
  name: string,
): EmbeddedTable {
  const table = listEmbeddedTables(config, lakehouse).find(
    candidate => candidate.name === name,
  );
  if (table) return table;
  throw noSuchTable(lakehouse, name);
}

/** With how to see what there is. */
export function noSuchTable(lakehouse: string, name: string): BadInputError {
  return new BadInputError(
    `The lakehouse ${lakehouse} has no table ${name.slice(
      lakehouse.length + 1,
    )}; "lakehouse tables" lists those it has`,
  );
}
