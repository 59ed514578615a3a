import { resolve } from 'node:path';
import { BadInputError } from '../errors/BadInputError';
import { configuredConnection } from './configuredConnection';
import type { LoadedConfig } from './loadConfig';

/**
 * Where a configured embedded lakehouse lies, and what its catalog is called.
 *
 * @throws BadInputError for one of another type.
 */
export function embeddedDirectoryOf(
  config: LoadedConfig,
  lakehouse: string,
): { directory: string; catalogName: string } {
  const connection = configuredConnection(config, lakehouse);
  if (
    connection.type !== 'embedded' ||
    typeof connection.directory !== 'string'
  ) {
    throw new BadInputError(
      `The lakehouse ${lakehouse} is not embedded: the command maintains tables of embedded lakehouses, the portal also those of others`,
    );
  }
  const { catalogName, directory } = connection;
  return {
    directory: resolve(config.backendDirectory, directory),
    catalogName: typeof catalogName === 'string' ? catalogName : lakehouse,
  };
}
