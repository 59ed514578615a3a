import type { Config } from '@backstage/config';
import { StorageConfigError } from '@lakehouse-portal/storage';

/**
 * Reads `vendedCredentials` of a connection.
 *
 * @throws StorageConfigError that names the key.
 */
export function readVendedCredentials(
  config: Config,
  key: string,
): { use: boolean; endpoints: string[] } {
  const section = config.getOptionalConfig('vendedCredentials');
  const endpoints = section?.getOptionalStringArray('endpoints') ?? [];
  endpoints.forEach((endpoint, index) => {
    const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
    if (!url || !/^https?:$/.test(url.protocol) || url.username !== '') {
      const path = `${key}.vendedCredentials.endpoints[${index}]`;
      throw new StorageConfigError(
        `Config ${path} has to be a URL like https://store.example.com`,
        { path },
      );
    }
  });
  return { use: section?.getOptionalBoolean('use') ?? true, endpoints };
}
