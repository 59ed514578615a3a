import { InputError } from '@backstage/errors';
import { NessieCatalog } from '@lakehouse-portal/catalogs';
import { connectionSnippets } from '../../snippets';
import type { CatalogKind } from '../catalog';
import { HTTP_KEYS, readHttpOptions } from '../rest/readHttpOptions';

/** Nessie by its own API, with commits and references. */
export const nessieKind: CatalogKind = {
  type: 'nessie',
  keys: [...HTTP_KEYS, 'namespaces', 'warehouse', 'reference', 'metadata'],
  async open({ name, config, key, storage }) {
    const settings = readHttpOptions(config, key, {
      example: 'http://nessie.example.com:19120',
    });
    const { options, authentication, secrets, snippetAuth } = settings;
    const reference = config.getOptionalString('reference');
    const warehouse = config.getOptionalString('warehouse');
    const metadata = config.getOptionalString('metadata') ?? 'rest';
    if (metadata !== 'rest' && metadata !== 'store')
      throw new InputError(
        `Config ${key}.metadata must be "rest", as Nessie hands it over, or "store", from the files, not ${JSON.stringify(
          metadata,
        )}`,
      );
    if (metadata === 'store' && options.vendedCredentials)
      throw new InputError(
        `Config ${key}.vendedCredentials needs ${key}.metadata "rest": only there Nessie lends credentials`,
      );
    const catalog = new NessieCatalog({
      ...{ ...options, reference, warehouse, metadata },
    });
    return {
      catalog,
      secrets,
      snippets: table =>
        connectionSnippets({
          lakehouse: name,
          catalog: {
            kind: 'nessie',
            url: catalog.url.href.replace(/\/+$/, ''),
            // Until the server has been asked, what it is called unless somebody has changed it.
            reference: catalog.knownReference ?? 'main',
            warehouse,
            auth: snippetAuth,
          },
          stores: storage.stores,
          warehouses: storage.warehouses,
        })(table),
      details: [
        { label: 'Kind', value: 'Nessie' },
        { label: 'Catalog', value: catalog.url.href },
        {
          label: 'Reference',
          value: reference ?? 'The default branch of the server',
        },
        ...(warehouse === undefined
          ? []
          : [{ label: 'Warehouse of the catalog', value: warehouse }]),
        { label: 'Authentication of the portal', value: authentication },
      ],
    };
  },
};
