import type { CatalogTable, ConnectionCheck } from '../catalog';
import { checkHop, HopSkipped, probeUrl } from '../check';
import { CatalogAccessDeniedError } from '../errors';
import type { IcebergRestCatalog } from './IcebergRestCatalog';
import type { IcebergRestCatalogOptions } from './IcebergRestCatalogOptions';

/**
 * Tries the way to an Iceberg REST catalog hop by hop, up to reading the metadata of one table. Ends with the first that
 * fails.
 */
export async function* checkRestCatalog(
  catalog: IcebergRestCatalog,
  options: Pick<
    IcebergRestCatalogOptions,
    'url' | 'ca' | 'authenticator' | 'warehouse'
  >,
  signal?: AbortSignal,
): AsyncGenerator<ConnectionCheck> {
  const { url, ca, authenticator, warehouse } = options;
  yield await checkHop(
    'configuration',
    async () => `The catalog is at ${url.href}`,
  );
  const isReachable = yield* probeUrl(url, { ca, signal });
  if (!isReachable) return;

  let refusal: CatalogAccessDeniedError | undefined;
  const authentication = await checkHop(
    'authentication',
    async () => {
      try {
        await catalog.config({ signal, fresh: true });
      } catch (error) {
        // It knows who asks: that is the next hop.
        if (!(error instanceof CatalogAccessDeniedError)) throw error;
        refusal = error;
      }
      return authenticator
        ? 'The catalog accepts the credentials'
        : 'The catalog answers without credentials';
    },
    signal,
  );
  yield authentication;
  if (authentication.outcome === 'failed') return;

  const authorisation = await checkHop(
    'authorisation',
    async () => {
      if (refusal) throw refusal;
      await catalog.countFirstNamespaces({ signal });
      return `It lets us list namespaces${
        warehouse === undefined ? '' : ` of ${warehouse}`
      }`;
    },
    signal,
  );
  yield authorisation;
  if (authorisation.outcome === 'failed') return;

  let table: CatalogTable | undefined;
  const listing = await checkHop(
    'listing',
    async () => {
      for await (const page of catalog.listTables({ signal })) {
        table = page.find(
          ({ kind, unreadable }) => kind !== 'view' && !unreadable,
        );
        if (table) break;
      }
      return table
        ? `Lists tables, ${table.namespace}.${table.name} among them`
        : 'Lists no table in any namespace';
    },
    signal,
  );
  yield listing;
  if (listing.outcome === 'failed') return;

  yield await checkHop(
    'metadata-read',
    async () => {
      if (table === undefined)
        throw new HopSkipped('There is no table to read');
      const loaded = await catalog.loadTable(table, {
        signal,
        snapshots: 'refs',
      });
      if (loaded === undefined || loaded === 'unchanged')
        throw new HopSkipped(
          `${table.namespace}.${table.name} has gone meanwhile`,
        );
      return `Read the metadata of ${table.namespace}.${
        table.name
      }: format version ${loaded.metadata.formatVersion}${
        loaded.storage ? ', with credentials for its files' : ''
      }`;
    },
    signal,
  );
}
