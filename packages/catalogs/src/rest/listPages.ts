import { CatalogResponseError } from '../errors';

/** Pages of a listing, at most: 1,000 names on each make more tables than any catalog has. */
const MAX_PAGES = 100_000;
const MAX_TOKEN_LENGTH = 64 * 1024;
/** A catalog may filter after it has paged, so that pages can be empty. */
const MAX_EMPTY_PAGES = 100;

/**
 * Reads a listing page by page to its end.
 *
 * @param readPage - Reads the page of a token; the first one has an empty token.
 * @param keyOf - What tells items apart. An item that has come before is left out: what changes meanwhile may move items
 * from page to page.
 * @param what - What is listed, for messages.
 * @throws CatalogResponseError for a paging that does not end: a token that comes again, or pages on which nothing is new.
 */
export async function* listPages<T>(
  readPage: (token: string) => Promise<{ items: T[]; next?: string }>,
  keyOf: (item: T) => string,
  what: string,
): AsyncGenerator<T[]> {
  const seenTokens = new Set(['']);
  const seenItems = new Set<string>();
  let token = '';
  let emptyPages = 0;
  for (let page = 1; ; page++) {
    const { items, next } = await readPage(token);
    const fresh = items.filter(item => {
      const key = keyOf(item);
      return !seenItems.has(key) && seenItems.add(key);
    });
    if (fresh.length > 0) yield fresh;
    if (next === undefined || next === '') return;
    emptyPages = fresh.length > 0 ? 0 : emptyPages + 1;
    if (seenTokens.has(next))
      throw endless(what, `page ${page} leads back to an earlier one`);
    if (emptyPages >= MAX_EMPTY_PAGES)
      throw endless(what, `nothing new on ${emptyPages} pages in a row`);
    if (page >= MAX_PAGES) throw endless(what, `more than ${page} pages`);
    if (next.length > MAX_TOKEN_LENGTH)
      throw endless(what, `a page token of ${next.length} characters`);
    seenTokens.add(next);
    token = next;
  }
}

function endless(what: string, why: string): CatalogResponseError {
  return new CatalogResponseError(
    `The listing of ${what} does not end: ${why}`,
  );
}
