import { BadInputError } from '../errors/BadInputError';
import { configuredConnection } from '../config/configuredConnection';
import type { ConfiguredTable } from '../config/ConfiguredTable';
import { noSuchTable } from '../config/listEmbeddedTables';
import type { LoadedConfig } from '../config/loadConfig';
import { openConfigured, type OpenedLakehouse } from '../config/openConfigured';
import { policiesFor } from '../config/policiesFor';

type Pointer = NonNullable<
  Awaited<ReturnType<NonNullable<OpenedLakehouse['findTable']>>>
>;

/** A table that a catalog has, by a connection that is open. */
export interface ConnectedTable {
  configured: ConfiguredTable;
  pointer: Pointer;
  lakehouse: OpenedLakehouse;
}

/**
 * Asks the catalog of a configured lakehouse for one table, `lakehouse.schema.table`.
 *
 * @throws BadInputError when there is none, or it can't be read; what the catalog throws.
 */
export async function findConnectedTable(
  config: LoadedConfig,
  lakehouse: string,
  name: string,
  onWarning: (message: string) => void,
): Promise<ConnectedTable> {
  const connection = configuredConnection(config, lakehouse);
  const opened = await openConfigured(config, lakehouse, onWarning);
  try {
    const pointer = await find(opened, name.slice(lakehouse.length + 1));
    if (!pointer) throw noSuchTable(lakehouse, name);
    if (pointer.kind === 'view')
      throw new BadInputError(`${name} is a view: only tables are read`);
    if (pointer.unreadable)
      throw new BadInputError(`${name} is not read: ${pointer.unreadable}`);
    const { namespace, name: table } = pointer;
    return {
      lakehouse: opened,
      pointer,
      configured: {
        ...{ name, lakehouse, namespace, table },
        metadataLocation: pointer.metadataLocation,
        ...policiesFor(config.lakehouse, connection, {
          ...{ lakehouse, namespace, table },
        }),
      },
    };
  } catch (error) {
    await opened.close?.();
    throw error;
  }
}

/** A dot divides levels of the schema, and may as well be part of the table's name: the usual is tried first. */
async function find(
  lakehouse: OpenedLakehouse,
  fullName: string,
): Promise<Pointer | undefined> {
  for (
    let dot = fullName.lastIndexOf('.');
    dot > 0;
    dot = fullName.lastIndexOf('.', dot - 1)
  ) {
    const table = {
      namespace: fullName.slice(0, dot),
      name: fullName.slice(dot + 1),
    };
    const found = table.name && (await lakehouse.findTable?.(table));
    if (found) return found;
  }
  return undefined;
}
