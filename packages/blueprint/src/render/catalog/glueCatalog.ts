import { storageKeys } from '../secrets/secretValues';
import { warehouseLocation } from '../storage/warehouseLocation';
import type { CatalogRenderer } from './CatalogParts';

/** AWS Glue, with the keys of the storage or the identity of the service account. */
export const glueCatalog: CatalogRenderer = lakehouse => {
  const { catalog } = lakehouse;
  if (catalog.type !== 'glue')
    throw new TypeError(`${catalog.type} is not Glue`);
  const keys = storageKeys(lakehouse);
  return {
    title: 'AWS Glue',
    objects: [],
    env: keys
      ? { S3_ACCESS_KEY: keys.accessKey, S3_SECRET_KEY: keys.secretKey }
      : {},
    properties: {
      'iceberg.catalog.type': 'glue',
      'hive.metastore.glue.region': catalog.region,
      'hive.metastore.glue.catalogid': catalog.catalogId,
      'hive.metastore.glue.aws-access-key': keys && '${ENV:S3_ACCESS_KEY}',
      'hive.metastore.glue.aws-secret-key': keys && '${ENV:S3_SECRET_KEY}',
      'hive.metastore.glue.default-warehouse-dir': warehouseLocation(lakehouse),
    },
  };
};
