import { StorageConfigError } from '../errors';

/**
 * @returns The URL without a slash at its end.
 * @throws StorageConfigError unless it is one of http or https, without user name, query and fragment.
 */
export function requireHttpUrl(value: string, path: string): string {
  let url: URL | undefined;
  try {
    url = new URL(value);
  } catch {
    // Said below, without the text: it may hold a password.
  }
  if (
    !url ||
    !/^https?:$/.test(url.protocol) ||
    url.username !== '' ||
    url.password !== '' ||
    url.search !== '' ||
    url.hash !== ''
  )
    throw new StorageConfigError(
      `${path} has to be a URL like https://store.example.com, without user name or query`,
      { path },
    );
  return value.replace(/\/+$/, '');
}
