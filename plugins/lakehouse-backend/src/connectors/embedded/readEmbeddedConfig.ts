import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { refuseUnknownConnectionKeys } from '../refuseUnknownConnectionKeys';

/** What app-config says of an embedded lakehouse. */
export interface EmbeddedConfig {
  /** As it is written: it may be relative. */
  directory: string;
  catalogName: string;
  example?: 'retail';
}

/**
 * Reads a connection of type `embedded`.
 *
 * @param key - `lakehouse.connections.<name>`, for messages.
 * @throws InputError that names the key; what Backstage's reader throws.
 */
export function readEmbeddedConfig(
  config: Config,
  { name, key }: { name: string; key: string },
): EmbeddedConfig {
  refuseUnknownConnectionKeys(config, key, [
    'directory',
    'catalogName',
    'example',
  ]);
  const directory = config.getString('directory');
  const catalogName = config.getOptionalString('catalogName') ?? name;
  const example = config.getOptionalString('example');
  if (example !== undefined && example !== 'retail') {
    throw new InputError(
      `Config ${key}.example must be "retail", the only example there is, not "${example}"`,
    );
  }
  return { directory, catalogName, example };
}
