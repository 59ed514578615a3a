import { createHash } from 'node:crypto';
import { CatalogResponseError } from '../errors';

/** Pages of a listing, at most: 1,000 names on each make more tables than any catalog has. */
const MAX_PAGES = 100_000;
const MAX_TOKEN_LENGTH = 64 * 1024;
/** A catalog may filter after it has paged, so that pages can be empty. */
const MAX_EMPTY_PAGES = 100;
const MAX_ITEMS = 2_000_000;
/** Of all keys together: names may be as long as an answer. */
const MAX_KEY_CHARACTERS = 200_000_000;

/** What has come so far in listings that are counted together, as those of all namespaces of a catalog. */
export interface ListingCount {
  items: number;
  keyCharacters: number;
}

/** The count of listings of which nothing has come yet. */
export function nothingListed(): ListingCount {
  return { items: 0, keyCharacters: 0 };
}

/**
 * Reads a listing page by page to its end.
 *
 * @param readPage - Reads the page of a token; the first one has an empty token.
 * @param keyOf - What tells items apart. An item that has come before is left out: what changes meanwhile may move items
 * from page to page.
 * @param what - What is listed, for messages.
 * @param count - Of other listings that this one is counted with.
 * @throws CatalogResponseError for a paging that does not end: a token that comes again, pages on which nothing is new,
 * or more items than any catalog has.
 */
export async function* listPages<T>(
  readPage: (token: string) => Promise<{ items: T[]; next?: string }>,
  keyOf: (item: T) => string,
  what: string,
  count: ListingCount = nothingListed(),
): AsyncGenerator<T[]> {
  const seenTokens = new Set<string>();
  const seenItems = new Set<string>();
  let token = '';
  let emptyPages = 0;
  for (let page = 1; ; page++) {
    const { items, next } = await readPage(token);
    const fresh = items.filter(item => {
      const key = keyOf(item);
      if (seenItems.has(key)) return false;
      count.items += 1;
      count.keyCharacters += key.length;
      seenItems.add(key);
      return true;
    });
    if (count.items > MAX_ITEMS)
      throw endless(
        what,
        `more than ${MAX_ITEMS.toLocaleString('en')} of them`,
      );
    if (count.keyCharacters > MAX_KEY_CHARACTERS)
      throw endless(what, 'names that are longer than there is memory for');
    if (fresh.length > 0) yield fresh;
    if (next === undefined || next === '') return;
    emptyPages = fresh.length > 0 ? 0 : emptyPages + 1;
    if (next.length > MAX_TOKEN_LENGTH)
      throw endless(what, `a page token of ${next.length} characters`);
    const digest = digestOf(next);
    if (seenTokens.has(digest))
      throw endless(what, `page ${page} leads back to an earlier one`);
    if (emptyPages >= MAX_EMPTY_PAGES)
      throw endless(what, `nothing new on ${emptyPages} pages in a row`);
    if (page >= MAX_PAGES) throw endless(what, `more than ${page} pages`);
    seenTokens.add(digest);
    token = next;
  }
}

/** Instead of the tokens themselves, which may be long and many. */
function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('base64');
}

function endless(what: string, why: string): CatalogResponseError {
  return new CatalogResponseError(
    `The listing of ${what} does not end: ${why}`,
  );
}
