import { checkHop, type ConnectionCheck } from '@lakehouse-portal/catalogs';
import type { CheckContext } from './CheckContext';
import { checkMetadataRead } from './checkMetadataRead';

/** The hops of the catalog, and after them whether the metadata of one of its tables can be read. */
export async function* checkCatalog(
  context: CheckContext,
): AsyncGenerator<ConnectionCheck> {
  const { catalog, signal } = context;
  try {
    for await (const hop of catalog.check({ signal })) {
      // The catalog's own ends with the metadata that it hands over; below, a file of the store is read too.
      if (hop.hop === 'metadata-read' && hop.outcome !== 'failed') {
        continue;
      }
      yield hop;
      if (hop.outcome === 'failed') {
        return;
      }
    }
  } catch (error) {
    // It must not throw; a defect in one catalog is still no reason to show nothing.
    signal?.throwIfAborted();
    yield checkHop('configuration', async () => {
      throw error;
    });
    return;
  }
  yield checkMetadataRead(context);
}
