import type { StoreConfig } from '@lakehouse-portal/storage';
import type { SourceDescription } from '@lakehouse-portal/plugin-lakehouse-node';
import type { ConnectionStorage } from './ConnectionStorage';

const PRODUCTS: Record<StoreConfig['kind'], string> = {
  s3: 'S3',
  gs: 'Google Cloud Storage',
  azure: 'Azure Storage',
  http: 'HTTP',
};

/** The stores of a connection, as one of its systems. */
export function describeStorage(storage: ConnectionStorage): SourceDescription {
  const products = storage.stores.map(productOf);
  if (storage.hasFolders) {
    products.push('Folders of the back end’s machine');
  }
  return {
    source: 'storage',
    product: [...new Set(products)].join(', '),
    capabilities: [
      {
        id: 'read-metadata',
        possible: true,
        note: `Files below ${storage.warehouses.join(
          ', ',
        )}; nothing else is read`,
      },
    ],
  };
}

/** `S3 at https://minio.example.com`. */
export function productOf(store: StoreConfig): string {
  const product = PRODUCTS[store.kind];
  return store.kind !== 'http' && store.endpoint !== undefined
    ? `${product} at ${store.endpoint}`
    : product;
}
