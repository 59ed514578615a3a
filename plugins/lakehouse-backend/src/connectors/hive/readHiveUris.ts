import { InputError } from '@backstage/errors';
import type { HiveMetastoreServer } from '@lakehouse-portal/catalogs';

const EXAMPLE = 'thrift://metastore.example.com:9083';

/**
 * Reads one or several addresses of a metastore; several may also be joined by commas, as engines write them.
 *
 * @throws InputError that names the key; never with what is in the address.
 */
export function readHiveUris(
  value: unknown,
  key: string,
): HiveMetastoreServer[] {
  const texts = [value]
    .flat()
    .flatMap(item => (typeof item === 'string' ? item.split(',') : [item]))
    .map(item => (typeof item === 'string' ? item.trim() : item))
    .filter(item => item !== '' && item !== undefined);
  if (texts.length === 0) {
    throw new InputError(
      `Config ${key} is missing; expected something like ${EXAMPLE}`,
    );
  }
  return texts.map(text => {
    const url =
      typeof text === 'string' &&
      text.startsWith('thrift://') &&
      URL.canParse(text)
        ? new URL(text)
        : undefined;
    if (
      !url?.hostname ||
      url.username ||
      url.password ||
      url.search ||
      url.hash ||
      (url.pathname !== '' && url.pathname !== '/')
    ) {
      throw new InputError(
        `Config ${key} must have addresses like ${EXAMPLE}, and nothing more`,
      );
    }
    return {
      host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: Number(url.port || 9083),
    };
  });
}
