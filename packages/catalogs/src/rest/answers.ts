import { CatalogResponseError } from '../errors';
import { type CatalogResponse, errorOfResponse, jsonOf } from '../http';

const NEXT = 'next-page-token';

/**
 * The JSON object of an answer that is a success.
 *
 * @param secrets - What must not appear in messages.
 * @throws CatalogResponseError when it is an error all the same, as a gateway may write it with status 200.
 */
export function answerOf(
  response: CatalogResponse,
  secrets: readonly string[],
): Record<string, unknown> {
  const answer = jsonOf(response);
  const { error } = answer;
  if (
    (typeof error === 'object' && error !== null) ||
    (typeof error === 'string' && error !== '')
  )
    throw errorOfResponse(response, secrets);
  return answer;
}

/** The namespaces of a page; `[["sales"],["sales","eu"]]` in the answer. */
export function namespacesOf(
  response: CatalogResponse,
  secrets: readonly string[],
): {
  items: string[][];
  next?: string;
} {
  const answer = answerOf(response, secrets);
  const items = listOf(answer, 'namespaces', response).map(item => {
    if (isLevels(item)) return item;
    throw unexpected(response, 'a namespace that is no list of texts');
  });
  return { items, next: nextOf(answer, response) };
}

/** The tables, or views, of a page. */
export function identifiersOf(
  response: CatalogResponse,
  secrets: readonly string[],
): {
  items: Array<{ levels: string[]; name: string }>;
  next?: string;
} {
  const answer = answerOf(response, secrets);
  const items = listOf(answer, 'identifiers', response).map(item => {
    const { namespace, name } = (item ?? {}) as Record<string, unknown>;
    if (isLevels(namespace) && typeof name === 'string')
      return { levels: namespace, name };
    throw unexpected(response, 'an identifier without namespace and name');
  });
  return { items, next: nextOf(answer, response) };
}

/**
 * What kind of error an answer of the specification's error model says it is (`NoSuchTableException`); empty where it
 * has no type, undefined where it is no such answer at all (a page of a proxy).
 */
export function errorTypeOf(response: CatalogResponse): string | undefined {
  try {
    const { error } = jsonOf(response);
    if (typeof error !== 'object' || error === null) return undefined;
    const { type } = error as Record<string, unknown>;
    return typeof type === 'string' ? type : '';
  } catch (thrown) {
    if (thrown instanceof CatalogResponseError) return undefined;
    throw thrown;
  }
}

function listOf(
  answer: Record<string, unknown>,
  key: string,
  response: CatalogResponse,
): unknown[] {
  const list = answer[key];
  if (Array.isArray(list)) return list;
  // Absent is nothing: the specification lets empty lists be left out, and some catalogs do. Then nothing else is there.
  if (list === null) return [];
  if (list === undefined) {
    if (Object.keys(answer).every(member => member === NEXT)) return [];
    throw unexpected(response, `no "${key}", but something else`);
  }
  throw unexpected(response, `"${key}" that is no list`);
}

function nextOf(
  answer: Record<string, unknown>,
  response: CatalogResponse,
): string | undefined {
  const token = answer[NEXT];
  if (token === undefined || token === null) return undefined;
  if (typeof token === 'string') return token;
  // What comes after this page would count as gone.
  throw unexpected(response, `"${NEXT}" that is no text`);
}

function isLevels(value: unknown): value is string[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every(level => typeof level === 'string')
  );
}

function unexpected(
  response: CatalogResponse,
  found: string,
): CatalogResponseError {
  return new CatalogResponseError(`${response.what} answered with ${found}`);
}
