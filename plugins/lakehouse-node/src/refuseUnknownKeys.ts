import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/**
 * Refuses a section of app-config with a key that nobody reads. Such a key was meant to say something: a misspelt `namespaces`
 * would list everything, a misspelt `maxLoss` believe every listing.
 *
 * @param section - `key` is its full name, `lakehouse.connections.lake`, and `what` what it is, "a connection of type rest", both
 * for the message. Values are not in it: one may be a secret.
 * @param known - All keys that it may have.
 * @throws InputError that names the key, and how it is spelt or those that are known.
 * @public
 */
export function refuseUnknownKeys(
  config: Config,
  section: { key: string; what: string },
  known: readonly string[],
): void {
  const unknown = config.keys().find(name => !known.includes(name));
  if (unknown === undefined) {
    return;
  }
  const meant = known.find(
    name => name.toLowerCase() === unknown.toLowerCase(),
  );
  throw new InputError(
    `Config ${section.key}.${unknown} is not a key of ${section.what}${
      meant === undefined
        ? `; known are ${[...known].sort().join(', ')}`
        : `: it is spelt ${meant}`
    }`,
  );
}
