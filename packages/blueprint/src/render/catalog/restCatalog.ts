import { secretValues } from '../secrets/secretValues';
import type { SecretValue } from '../secrets/SecretUse';
import type { CatalogRenderer } from './CatalogParts';

/** An Iceberg REST catalog that is there already. */
export const restCatalog: CatalogRenderer = lakehouse => {
  const { catalog } = lakehouse;
  if (catalog.type !== 'rest')
    throw new TypeError(`${catalog.type} is no REST catalog`);
  const { oauth2, token } = catalog;
  const env: Record<string, SecretValue> = {};
  if (token)
    env.CATALOG_TOKEN = secretValues(lakehouse, 'catalog', token, {
      token: 'token',
    }).token;
  if (oauth2)
    env.CATALOG_CREDENTIAL = secretValues(
      lakehouse,
      'catalog',
      oauth2.credential,
      {
        credential: 'credential',
      },
    ).credential;
  return {
    title: 'An Iceberg REST catalog that is there already',
    objects: [],
    env,
    properties: {
      'iceberg.catalog.type': 'rest',
      'iceberg.rest-catalog.uri': catalog.uri,
      'iceberg.rest-catalog.warehouse': catalog.warehouse,
      'iceberg.rest-catalog.nested-namespace-enabled': catalog.nestedNamespaces
        ? 'true'
        : undefined,
      'iceberg.rest-catalog.vended-credentials-enabled':
        catalog.vendedCredentials ? 'true' : undefined,
      'iceberg.rest-catalog.security': oauth2 || token ? 'OAUTH2' : undefined,
      'iceberg.rest-catalog.oauth2.token': token
        ? '${ENV:CATALOG_TOKEN}'
        : undefined,
      'iceberg.rest-catalog.oauth2.server-uri': oauth2?.serverUri,
      'iceberg.rest-catalog.oauth2.credential': oauth2
        ? '${ENV:CATALOG_CREDENTIAL}'
        : undefined,
      'iceberg.rest-catalog.oauth2.scope': oauth2?.scope,
    },
  };
};
