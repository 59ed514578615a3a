import type {
  CatalogListingOptions,
  CatalogTable,
  ConnectionCheck,
} from '../catalog';
import { CatalogAccessDeniedError } from '../errors';
import { checkHop, HopSkipped } from './checkHop';
import { probeUrl } from './probeEndpoint';

/** What there is to try of a catalog that is asked over HTTP. */
export interface HttpCatalogHops {
  url: URL;
  ca?: string;
  hasCredentials: boolean;
  /** Asks for what everybody may ask for who is known. */
  authenticate(signal?: AbortSignal): Promise<void>;
  /** Asks for a first page of what is listed. @returns What it lets us do, for people. */
  authorise(signal?: AbortSignal): Promise<string>;
  listTables(options: CatalogListingOptions): AsyncIterable<CatalogTable[]>;
  /** Reads a table. @returns What was read, for people; undefined when it has gone meanwhile. */
  readMetadata(
    table: CatalogTable,
    signal?: AbortSignal,
  ): Promise<string | undefined>;
}

/** Tries the way to such a catalog hop by hop, up to the metadata of one table. Ends with the first hop that fails. */
export async function* checkHttpCatalog(
  hops: HttpCatalogHops,
  signal?: AbortSignal,
): AsyncGenerator<ConnectionCheck> {
  const { url, ca } = hops;
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
        await hops.authenticate(signal);
      } catch (error) {
        // It knows who asks: what it thinks of that is the next hop.
        if (!(error instanceof CatalogAccessDeniedError)) throw error;
        refusal = error;
      }
      return hops.hasCredentials
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
      return hops.authorise(signal);
    },
    signal,
  );
  yield authorisation;
  if (authorisation.outcome === 'failed') return;

  let table: CatalogTable | undefined;
  const listing = await checkHop(
    'listing',
    async () => {
      const refused = new Set<string>();
      const onRefused = ({ namespace }: { namespace: string }) =>
        refused.add(namespace);
      for await (const page of hops.listTables({ signal, onRefused })) {
        table = page.find(
          ({ kind, unreadable }) => kind !== 'view' && !unreadable,
        );
        if (table) break;
      }
      const found = table
        ? `Lists tables, ${nameOf(table)} among them`
        : 'Lists no table in any namespace: there is none, or the catalog shows none to the portal’s user';
      return refused.size > 0
        ? `${found}. Refuses to list what is in ${[...refused].join(', ')}`
        : found;
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
      const read = await hops.readMetadata(table, signal);
      if (read === undefined)
        throw new HopSkipped(`${nameOf(table)} has gone meanwhile`);
      return read;
    },
    signal,
  );
}

function nameOf({ namespace, name }: CatalogTable): string {
  return `${namespace}.${name}`;
}
