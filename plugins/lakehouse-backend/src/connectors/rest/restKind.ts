import { IcebergRestCatalog } from '@lakehouse-portal/catalogs';
import { readInteger } from '../../config/readInteger';
import { connectionSnippets } from '../../snippets';
import type { CatalogKind } from '../catalog';
import { HTTP_KEYS, readHttpOptions } from './readHttpOptions';

/** Iceberg REST: Polaris, Lakekeeper, Unity Catalog, Gravitino, Glue, S3 Tables and any other. */
export const restKind: CatalogKind = {
  type: 'rest',
  keys: [...HTTP_KEYS, 'namespaces', 'warehouse', 'prefix', 'pageSize'],
  async open({ name, config, key, storage }) {
    const settings = readHttpOptions(config, key, {
      example: 'https://polaris.example.com/api/catalog',
      tokenPath: 'v1/oauth/tokens',
    });
    const { options, authentication, secrets, snippetAuth } = settings;
    const warehouse = config.getOptionalString('warehouse');
    const prefix = config.getOptionalString('prefix');
    const pageSize = config.has('pageSize')
      ? readInteger(config, 'pageSize', {
          ...{ key, min: 1, max: 100_000, default: 1000 },
        })
      : undefined;
    const catalog = new IcebergRestCatalog({
      ...{ ...options, warehouse, prefix, pageSize },
    });
    return {
      catalog,
      secrets,
      snippets: connectionSnippets({
        lakehouse: name,
        catalog: {
          kind: 'rest',
          url: options.url.href.replace(/\/+$/, ''),
          warehouse,
          prefix,
          auth: snippetAuth,
          headers: Object.keys(options.headers ?? {}),
          vendedCredentials: options.vendedCredentials,
        },
        stores: storage.stores,
        warehouses: storage.warehouses,
      }),
      details: [
        { label: 'Kind', value: 'Iceberg REST' },
        { label: 'Catalog', value: options.url.href },
        ...(warehouse === undefined
          ? []
          : [{ label: 'Warehouse of the catalog', value: warehouse }]),
        { label: 'Authentication of the portal', value: authentication },
      ],
    };
  },
};
