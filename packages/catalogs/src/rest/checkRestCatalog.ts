import type { ConnectionCheck } from '../catalog';
import { checkHttpCatalog } from '../check';
import type { IcebergRestCatalog } from './IcebergRestCatalog';
import type { IcebergRestCatalogOptions } from './IcebergRestCatalogOptions';

/** Tries the way to an Iceberg REST catalog hop by hop, up to reading the metadata of one table. */
export function checkRestCatalog(
  catalog: IcebergRestCatalog,
  options: Pick<
    IcebergRestCatalogOptions,
    'url' | 'ca' | 'authenticator' | 'warehouse'
  >,
  signal?: AbortSignal,
): AsyncGenerator<ConnectionCheck> {
  const { url, ca, authenticator, warehouse } = options;
  return checkHttpCatalog(
    {
      url,
      ca,
      hasCredentials: authenticator !== undefined,
      authenticate: async stop => {
        await catalog.config({ signal: stop, fresh: true });
      },
      authorise: async stop => {
        await catalog.countFirstNamespaces({ signal: stop });
        return `It lets us list namespaces${
          warehouse === undefined ? '' : ` of ${warehouse}`
        }`;
      },
      listTables: call => catalog.listTables(call),
      readMetadata: async (table, stop) => {
        const loaded = await catalog.loadTable(table, {
          signal: stop,
          snapshots: 'refs',
        });
        if (loaded === undefined || loaded === 'unchanged') return undefined;
        return `Read the metadata of ${table.namespace}.${
          table.name
        }: format version ${loaded.metadata.formatVersion}${
          loaded.storage ? ', with credentials for its files' : ''
        }`;
      },
    },
    signal,
  );
}
