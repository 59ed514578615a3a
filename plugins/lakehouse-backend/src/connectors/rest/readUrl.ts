import { InputError } from '@backstage/errors';

/** @throws InputError for what is no plain http or https URL. The value is not in the message: it may hold a password. */
export function readUrl(value: unknown, key: string, example: string): URL {
  const url =
    typeof value === 'string' && URL.canParse(value)
      ? new URL(value)
      : undefined;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new InputError(
      `Config ${key} ${
        value === undefined ? 'is missing' : 'is no http or https address'
      }; expected something like ${example}`,
    );
  if (url.username !== '' || url.password !== '')
    throw new InputError(
      `Config ${key} must hold no user name or password; credentials belong into auth`,
    );
  if (url.search !== '' || url.hash !== '')
    throw new InputError(
      `Config ${key} must have no query or fragment; expected something like ${example}`,
    );
  return url;
}
