import { resolve } from 'node:path';
import { BadInputError } from '../errors/BadInputError';
import { configuredConnection } from './configuredConnection';
import type { LoadedConfig } from './loadConfig';

/**
 * Where a configured embedded lakehouse lies, and what its catalog is called.
 *
 * @throws BadInputError for one of another type; InputError that names the key, as the portal has it.
 */
export function embeddedDirectoryOf(
  config: LoadedConfig,
  lakehouse: string,
): { directory: string; catalogName: string } {
  const connection = configuredConnection(config, lakehouse);
  if (connection.type !== 'embedded') {
    throw new BadInputError(
      `The lakehouse ${lakehouse} is not embedded: the command maintains tables of embedded lakehouses, the portal also those of others`,
    );
  }
  const { directory, catalogName } = loadEmbedded().readEmbeddedConnection({
    name: lakehouse,
    connection: connection as EmbeddedConnection,
  });
  return {
    directory: resolve(config.backendDirectory, directory),
    catalogName,
  };
}

type Embedded =
  typeof import('@lakehouse-portal/plugin-lakehouse-backend/embedded-connection');
type EmbeddedConnection = Parameters<
  Embedded['readEmbeddedConnection']
>[0]['connection'];

/** As `loadConnections` does, and of the back end no more than this: tables of embedded lakehouses are read without it. */
function loadEmbedded(): Embedded {
  return require('@lakehouse-portal/plugin-lakehouse-backend/embedded-connection');
}
