import type { LakehouseConnector } from '@lakehouse-portal/plugin-lakehouse-node';
import { namespaceLevels } from '@lakehouse-portal/catalogs';
import type { StoreConfig } from '@lakehouse-portal/storage';
import { catalogSnippets } from './catalogSnippets';
import type { SnippetCatalog } from './SnippetCatalog';
import { snippetStore, type StoreSettings } from './SnippetStore';

/**
 * The snippets of a connection: for the catalog as it is described, and the store that a table lies in.
 *
 * @param connection - `catalog`: without secrets. `stores`: settings of its stores, of which only what is no secret is
 * taken. `warehouses`: where files may be read; the one that a table is in is named to engines that ask for a warehouse.
 */
export function connectionSnippets(connection: {
  lakehouse: string;
  catalog: SnippetCatalog;
  stores: readonly StoreConfig[];
  warehouses: readonly string[];
}): LakehouseConnector['snippets'] {
  const { lakehouse, catalog, stores, warehouses } = connection;
  return ({ namespace, name, metadata, snapshotId }) =>
    catalogSnippets({
      lakehouse,
      catalog,
      store: snippetStore(
        metadata.location,
        settingsOf(stores, metadata.location),
      ),
      warehouse: warehouses.find(warehouse =>
        isBelow(metadata.location, warehouse),
      ),
      namespace: namespaceLevels(namespace),
      table: name,
      tableLocation: metadata.location,
      metadataLocation: metadata.metadataLocation,
      snapshotId,
    });
}

function settingsOf(
  stores: readonly StoreConfig[],
  location: string,
): StoreSettings | undefined {
  const store = stores.find(({ warehouses }) =>
    warehouses.some(warehouse => isBelow(location, warehouse)),
  );
  switch (store?.kind) {
    case 's3': {
      const { endpoint, pathStyle, anonymous } = store;
      // The portal's own default, which engines don't share.
      const region = store.region ?? (endpoint ? 'us-east-1' : undefined);
      return { kind: 's3', endpoint, region, pathStyle, anonymous };
    }
    case 'gs':
      return { kind: 'gs', endpoint: store.endpoint };
    case 'azure':
    case 'http':
      return { kind: store.kind };
    default:
      return undefined;
  }
}

function isBelow(location: string, warehouse: string): boolean {
  const [inner, outer] = [location, warehouse].map(
    text =>
      `${text
        .replace(/^s3[an]:/, 's3:')
        .replace(/^file:(?:\/\/)?(?=\/)/, '')}/`,
  );
  return inner.startsWith(outer.replace(/\/+$/, '/'));
}
