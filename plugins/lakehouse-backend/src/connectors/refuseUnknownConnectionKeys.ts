import type { Config } from '@backstage/config';
import { refuseUnknownKeys } from '@lakehouse-portal/plugin-lakehouse-node';

/** Of connections of all types. */
const COMMON_KEYS = [
  ...['type', 'title', 'description', 'owner', 'annotations'],
  ...['layers', 'rules', 'policy', 'calibration', 'scan', 'maintenance'],
];

/**
 * Refuses a connection with a key that nobody reads.
 *
 * @param known - Keys of this type, besides those that all have.
 * @param key - `lakehouse.connections.<name>`, for the message.
 * @throws InputError that names the key, and those that are known.
 */
export function refuseUnknownConnectionKeys(
  config: Config,
  key: string,
  known: readonly string[],
): void {
  const what = `a connection of type ${config.getString('type')}`;
  refuseUnknownKeys(config, { key, what }, [...COMMON_KEYS, ...known]);
}
