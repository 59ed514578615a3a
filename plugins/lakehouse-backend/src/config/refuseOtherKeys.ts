import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/**
 * A key that nobody reads was meant to say something: a misspelt `maxLoss` would believe every listing.
 *
 * @param key - Full key of the section, for messages.
 * @throws InputError that names the key, and those that are known.
 */
export function refuseOtherKeys(
  config: Config,
  key: string,
  known: readonly string[],
): void {
  const unknown = config.keys().find(name => !known.includes(name));
  if (unknown !== undefined) {
    throw new InputError(
      `Config ${key}.${unknown} is not known; known are ${known.join(', ')}`,
    );
  }
}
