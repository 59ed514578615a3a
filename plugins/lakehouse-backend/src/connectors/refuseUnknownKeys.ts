import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** Of connections of all types. */
const COMMON_KEYS = [
  ...['type', 'title', 'description', 'owner', 'annotations'],
  ...['layers', 'rules', 'policy', 'calibration', 'scan', 'maintenance'],
];

/**
 * A key that nobody reads was meant to say something: a misspelt `namespaces` would list everything.
 *
 * @param known - Keys of this type, besides those that all have.
 * @param key - `lakehouse.connections.<name>`, for the message. Values are not in it: one may be a secret.
 * @throws InputError that names the key, and those that are known.
 */
export function refuseUnknownKeys(
  config: Config,
  key: string,
  known: readonly string[],
): void {
  const all = [...COMMON_KEYS, ...known];
  const unknown = config.keys().find(name => !all.includes(name));
  if (unknown === undefined) {
    return;
  }
  const meant = all.find(name => name.toLowerCase() === unknown.toLowerCase());
  throw new InputError(
    `Config ${key}.${unknown} is not a key of a connection of type ${config.getString(
      'type',
    )}${
      meant === undefined
        ? `; known are ${[...all].sort().join(', ')}`
        : `: it is spelt ${meant}`
    }`,
  );
}
