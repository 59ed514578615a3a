import type { OpenConnectionOptions } from '@lakehouse-portal/plugin-lakehouse-backend/connections';
import {
  configuredConnection,
  configuredStorage,
} from './configuredConnection';
import type { LoadedConfig } from './loadConfig';
import { loadConnections } from './loadConnections';

/**
 * Opens the connection of a configured lakehouse that is not embedded, as the portal would.
 *
 * @throws BadInputError; InputError that names the key. Whether the catalog answers is seen by the first question.
 */
export async function openConfigured(
  config: LoadedConfig,
  name: string,
  onWarning: (message: string) => void,
) {
  const connection = configuredConnection(config, name);
  return loadConnections().openConnection({
    name,
    connection: connection as OpenConnectionOptions['connection'],
    sharedStorage: configuredStorage(config),
    onWarning,
  });
}

/** A connection that is open. */
export type OpenedLakehouse = Awaited<ReturnType<typeof openConfigured>>;
