import type { Catalog, ConnectionCheck } from '../catalog';
import { checkHttpCatalog } from '../check/checkHttpCatalog';
import type { UnityCatalogOptions } from './UnityCatalogOptions';
import type { UnityRequests } from './UnityRequests';

/** From the name of the host to the metadata of a table. */
export function checkUnity(
  {
    catalog,
    requests,
    options,
  }: {
    catalog: Required<Pick<Catalog, 'loadTable'>> & Pick<Catalog, 'listTables'>;
    requests: UnityRequests;
    options: UnityCatalogOptions;
  },
  signal: AbortSignal | undefined,
): AsyncGenerator<ConnectionCheck> {
  return checkHttpCatalog(
    {
      url: requests.apiUrl,
      ca: options.ca,
      hasCredentials:
        options.authenticator !== undefined || options.headers !== undefined,
      authenticate: async ownSignal => {
        await requests.first(options.catalog, ownSignal);
      },
      authorise: async ownSignal => {
        const first = await requests.first(options.catalog, ownSignal);
        const what =
          options.catalog === undefined
            ? 'catalogs'
            : `schemas of ${options.catalog}`;
        return first
          ? `The ${what} may be listed, ${first.name} among them`
          : `The ${what} may be listed; there is none, or none that we may see`;
      },
      listTables: listing => catalog.listTables(listing),
      readMetadata: async (table, ownSignal) => {
        const loaded = await catalog.loadTable(table, { signal: ownSignal });
        return loaded && loaded !== 'unchanged'
          ? `Read ${table.namespace}.${table.name} from the Iceberg face`
          : undefined;
      },
    },
    signal,
  );
}
