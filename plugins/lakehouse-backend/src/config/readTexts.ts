import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/**
 * Texts by names that people choose: of schemas, say. Read as a whole, since `getString` takes a dot in a name for a path, and
 * refuses blanks, and digits in front.
 *
 * @param key - Full key of the section, for messages.
 * @throws InputError that names the key.
 */
export function readTexts(
  config: Config | undefined,
  key: string,
): Map<string, string> {
  return new Map(
    Object.entries(config?.get<Record<string, unknown>>() ?? {}).map(
      ([name, text]) => {
        if (typeof text === 'string' && text !== '') return [name, text];
        throw new InputError(
          `Config ${key}.${name} must be a text that is not empty`,
        );
      },
    ),
  );
}
