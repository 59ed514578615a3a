import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { asInputError } from '../asInputError';
import { type EmbeddedConfig, readEmbeddedConfig } from './readEmbeddedConfig';

/**
 * Reads a connection of type `embedded` as the portal does, without a portal.
 *
 * @throws InputError that names the key.
 */
export function readEmbeddedConnection({
  name,
  connection,
}: {
  /** Of the lakehouse. */
  name: string;
  /** The value of `lakehouse.connections.<name>`, with all that it includes. */
  connection: JsonObject;
}): EmbeddedConfig {
  const key = `lakehouse.connections.${name}`;
  const config = new ConfigReader(connection, 'app-config', undefined, key);
  try {
    return readEmbeddedConfig(config, { name, key });
  } catch (error) {
    throw asInputError(error);
  }
}
