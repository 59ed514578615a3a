import { type ConnectionCheck, probeUrl } from '@lakehouse-portal/catalogs';
import type { CheckContext } from './CheckContext';
import { checkMetadataRead } from './checkMetadataRead';

/** The hops to each store that has a host of its own, and whether a file of a table can be read. */
export async function* checkStorage(
  context: CheckContext,
): AsyncGenerator<ConnectionCheck> {
  const { signal } = context;
  for (const url of context.storage.endpoints()) {
    for await (const hop of probeUrl(new URL(url), { signal })) {
      yield hop;
      if (hop.outcome === 'failed') {
        return;
      }
    }
  }
  yield checkMetadataRead(context);
}
