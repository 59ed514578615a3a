import type { Lakehouse } from '../../document';
import type { CatalogParts } from '../catalog/CatalogParts';
import { propertiesText } from '../model/propertiesText';
import { catalogSecretUse } from '../secrets/catalogSecretUse';
import { secretValues } from '../secrets/secretValues';
import type { SecretValue } from '../secrets/SecretUse';
import type { StorageParts } from '../storage/storageParts';

/** The files of `/etc/trino/catalog`, and what they read from the environment. */
export interface TrinoCatalogs {
  files: Record<string, string>;
  env: Record<string, SecretValue>;
}

/** All catalogs of Trino: the lakehouse, and what is federated with it. */
export function trinoCatalogs(
  lakehouse: Lakehouse,
  catalog: CatalogParts,
  storage: StorageParts,
): TrinoCatalogs {
  const files: Record<string, string> = {
    [`${lakehouse.catalogName}.properties`]: propertiesText({
      'connector.name': 'iceberg',
      ...catalog.properties,
      ...storage.properties,
    }),
  };
  const env: Record<string, SecretValue> = { ...storage.env };
  for (const [name, value] of Object.entries(catalog.env ?? {}))
    if (value) env[name] = value;
  for (const other of lakehouse.trino.catalogs) {
    const file = `${other.name}.properties`;
    if (other.type === 'tpch') {
      files[file] = propertiesText({ 'connector.name': 'tpch' });
      continue;
    }
    const { name, host, port = 5432, database } = other;
    const use = catalogSecretUse(name);
    const login = secretValues(lakehouse, use, other.credentials, {
      ...{ user: 'username', password: 'password' },
    });
    const prefix = `CATALOG_${name.toUpperCase()}`;
    env[`${prefix}_USER`] = login.user;
    env[`${prefix}_PASSWORD`] = login.password;
    files[file] = propertiesText({
      'connector.name': 'postgresql',
      'connection-url': `jdbc:postgresql://${host}:${port}/${database}`,
      'connection-user': `\${ENV:${prefix}_USER}`,
      'connection-password': `\${ENV:${prefix}_PASSWORD}`,
    });
  }
  return { files, env };
}
