import { type ConnectionCheck, probeUrl } from '@lakehouse-portal/catalogs';
import { storeKindOf, type StoreConfig } from '@lakehouse-portal/storage';
import type { CheckContext } from './CheckContext';
import { checkMetadataRead } from './checkMetadataRead';

/** The hops to each store that has a host of its own, and whether a file of a table can be read. */
export async function* checkStorage(
  context: CheckContext,
): AsyncGenerator<ConnectionCheck> {
  const { signal } = context;
  const urls = new Set(context.storage.stores.flatMap(urlsOf));
  for (const url of urls) {
    for await (const hop of probeUrl(new URL(url), { signal })) {
      yield hop;
      if (hop.outcome === 'failed') {
        return;
      }
    }
  }
  yield checkMetadataRead(context);
}

/** The clouds' own hosts are the client libraries' business: reading tells enough about them. */
function urlsOf(store: StoreConfig): string[] {
  if (store.kind === 'http') {
    return store.warehouses
      .filter(warehouse => storeKindOf(warehouse) === 'http')
      .map(warehouse => new URL(warehouse).origin);
  }
  return store.endpoint === undefined ? [] : [store.endpoint];
}
