import type { StoreConfig } from '../config/StorageConfig';
import { StorageConfigError } from '../errors';
import { parseStoreLocation } from '../locations';
import { allowedEndpoint } from './allowedEndpoint';

/** Credentials for the files of one table, by the names of the Iceberg REST specification. Secret. */
export type VendedProperties = Readonly<Record<string, string>>;

/** Part of the name of a host: a region must not be able to name another host. */
const REGION = /^[a-z0-9-]{1,40}$/;

/**
 * The stores of a connection, signed with what a catalog lent for one table. What may be read stays the same, and where
 * requests go too: an endpoint of the configuration counts, one of the catalog only if it is allowed.
 *
 * @param stores - Of the connection.
 * @param properties - As `s3.access-key-id`, `s3.secret-access-key`, `s3.session-token`, `client.region`;
 * `gcs.oauth2.token`; `adls.sas-token.<account>`. Others are not heeded.
 * @param endpoints - Origins that a catalog may name as stores.
 * @returns Undefined when there are no credentials in `properties` that one of the stores could use.
 * @throws StorageConfigError for an endpoint that is not allowed, or a region that is none.
 * @public
 */
export function vendedStores(
  stores: readonly StoreConfig[],
  properties: VendedProperties,
  endpoints: readonly string[],
): StoreConfig[] | undefined {
  let isUsed = false;
  const signed = stores.map(store => {
    const vended = vendedStore(store, properties, endpoints);
    isUsed ||= vended !== undefined;
    return vended ?? store;
  });
  return isUsed ? signed : undefined;
}

function vendedStore(
  store: StoreConfig,
  properties: VendedProperties,
  endpoints: readonly string[],
): StoreConfig | undefined {
  switch (store.kind) {
    case 's3':
      return vendedS3(store, properties, endpoints);
    case 'gs': {
      const token = properties['gcs.oauth2.token'];
      // What `fetch` says of a header that it can't send quotes it.
      if (token && !/^[\x21-\x7e]+$/.test(token))
        throw new StorageConfigError(
          'The catalog lent a token for the store that is none',
        );
      return token
        ? {
            ...{ name: store.name, kind: store.kind },
            warehouses: store.warehouses,
            endpoint: allowedEndpoint(
              store.endpoint,
              properties['gcs.service.host'],
              endpoints,
            ),
            token,
          }
        : undefined;
    }
    case 'azure': {
      const sasToken = azureToken(store.warehouses[0], properties);
      return sasToken
        ? {
            ...{ name: store.name, kind: store.kind },
            warehouses: store.warehouses,
            endpoint: store.endpoint,
            sasToken,
          }
        : undefined;
    }
    default:
      return undefined;
  }
}

function vendedS3(
  store: Extract<StoreConfig, { kind: 's3' }>,
  properties: VendedProperties,
  endpoints: readonly string[],
): StoreConfig | undefined {
  const accessKeyId = properties['s3.access-key-id'];
  const secretAccessKey = properties['s3.secret-access-key'];
  if (!accessKeyId || !secretAccessKey) return undefined;
  const region =
    store.region ?? properties['client.region'] ?? properties['s3.region'];
  if (region !== undefined && !REGION.test(region))
    throw new StorageConfigError(
      'The catalog names a region for the store that is none',
    );
  const pathStyle = properties['s3.path-style-access'];
  return {
    ...{ name: store.name, kind: store.kind },
    warehouses: store.warehouses,
    endpoint: allowedEndpoint(
      store.endpoint,
      properties['s3.endpoint'],
      endpoints,
    ),
    region,
    pathStyle:
      store.pathStyle ??
      (pathStyle === undefined ? undefined : pathStyle === 'true'),
    credentials: {
      accessKeyId,
      secretAccessKey,
      sessionToken: properties['s3.session-token'] || undefined,
    },
  };
}

/** `adls.sas-token.<account>`, `adls.sas-token.<account>.dfs.core.windows.net` or, for any account, `adls.sas-token`. */
function azureToken(
  warehouse: string,
  properties: VendedProperties,
): string | undefined {
  const { account, accountDomain } = parseStoreLocation(warehouse);
  for (const suffix of [
    `.${account}.dfs.${accountDomain}`,
    `.${account}.blob.${accountDomain}`,
    `.${account}`,
    '',
  ]) {
    const token = properties[`adls.sas-token${suffix}`];
    if (token) return token;
  }
  return undefined;
}
