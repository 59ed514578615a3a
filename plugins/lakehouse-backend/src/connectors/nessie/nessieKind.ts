import { InputError } from '@backstage/errors';
import { NessieCatalog } from '@lakehouse-portal/catalogs';
import type { CatalogKind } from '../catalog';
import { readHttpOptions } from '../rest/readHttpOptions';

/** Nessie by its own API, with commits and references. */
export const nessieKind: CatalogKind = {
  type: 'nessie',
  async open({ config, key }) {
    const { options, authentication, secrets } = readHttpOptions(config, key, {
      example: 'http://nessie.example.com:19120',
    });
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
    return {
      catalog: new NessieCatalog({
        ...{ ...options, reference, warehouse, metadata },
      }),
      secrets,
      details: [
        { label: 'Kind', value: 'Nessie' },
        { label: 'Catalog', value: options.url.href },
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
