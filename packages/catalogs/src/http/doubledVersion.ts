import type { CatalogResponse } from './CatalogResponse';

/** Catalogs answer what they don't know with the one, and what looks wrong to them with the other. */
const NOT_THERE: ReadonlySet<number> = new Set([400, 404]);

/**
 * What to say of an answer to an address of Iceberg REST that has its `/v1` twice: it was configured with it, and it is
 * added by every client, Iceberg's own and PyIceberg too. To follow the message; empty for any other answer.
 *
 * @param url - What was asked.
 */
export function doubledVersion({ status }: CatalogResponse, url: URL): string {
  return NOT_THERE.has(status) &&
    /\/v1\/v1\/(?:config|oauth\/tokens)$/.test(url.pathname)
    ? '. The address of the catalog is configured with /v1 at its end, which is added here: leave it out'
    : '';
}
