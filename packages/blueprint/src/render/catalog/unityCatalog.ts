import { secretValues } from '../secrets/secretValues';
import type { CatalogRenderer } from './CatalogParts';

/** A Unity Catalog that is there already, by its Iceberg interface. */
export const unityCatalog: CatalogRenderer = lakehouse => {
  const { catalog } = lakehouse;
  if (catalog.type !== 'unity')
    throw new TypeError(`${catalog.type} is no Unity Catalog`);
  const { token, readOnly = true } = catalog;
  return {
    title: 'A Unity Catalog that is there already',
    objects: [],
    env: token
      ? {
          CATALOG_TOKEN: secretValues(lakehouse, 'catalog', token, {
            token: 'token',
          }).token,
        }
      : {},
    properties: {
      'iceberg.catalog.type': 'rest',
      'iceberg.rest-catalog.uri': catalog.uri,
      'iceberg.rest-catalog.warehouse': catalog.warehouse,
      'iceberg.security': readOnly ? 'read_only' : undefined,
      'iceberg.rest-catalog.security': token ? 'OAUTH2' : undefined,
      'iceberg.rest-catalog.oauth2.token': token
        ? '${ENV:CATALOG_TOKEN}'
        : undefined,
    },
  };
};
