import { CatalogResponseError } from '../errors';
import type { CatalogResponse } from './CatalogResponse';
import { parseAnswer } from './parseAnswer';

/**
 * The JSON object of an answer. For answers without numbers that matter: those of 64 bits would be rounded.
 *
 * @throws CatalogResponseError when it is none, or has more in it than there is memory for.
 */
export function jsonOf(response: CatalogResponse): Record<string, unknown> {
  let json: unknown;
  try {
    json = parseAnswer(response.bytes, response.what);
  } catch (error) {
    if (error instanceof CatalogResponseError) throw error;
    json = undefined;
  }
  if (typeof json === 'object' && json !== null && !Array.isArray(json))
    return json as Record<string, unknown>;
  throw new CatalogResponseError(
    `${response.what} answered ${response.status} with what is not a JSON object: is this the address of the catalog's API?`,
  );
}

/** A member that has texts by name; others in it are left out. */
export function textsOf(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return {};
  return Object.fromEntries(
    Object.entries(value).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}
