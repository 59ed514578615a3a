import { parseRetryAfter } from '@lakehouse-portal/storage';
import type { CatalogResponse } from './CatalogResponse';

const BACKOFF_MS = 250;
const MAX_BACKOFF_MS = 8_000;
/** A catalog that asks for more patience than this is given up. */
const MAX_RETRY_AFTER_MS = 30_000;

/**
 * How long to wait before asking again.
 *
 * @param response - Undefined when there was none.
 * @param attempt - How many tries there were, from 1.
 * @returns Undefined when the catalog asks for more patience than there is.
 */
export function retryDelayMs(
  response: CatalogResponse | undefined,
  attempt: number,
): number | undefined {
  const asked = parseRetryAfter(
    response?.headers.get('retry-after') ?? undefined,
  );
  if (asked !== undefined && asked > MAX_RETRY_AFTER_MS) return undefined;
  const backoff = Math.min(MAX_BACKOFF_MS, BACKOFF_MS * 2 ** (attempt - 1));
  // A random share, so that many who were refused together do not come back together.
  return (asked ?? 0) + Math.random() * backoff;
}
