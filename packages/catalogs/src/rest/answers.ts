import { CatalogResponseError } from '../errors';
import type { CatalogResponse } from '../http';
import { jsonOf } from '../http';

/** The namespaces of a page; `[["sales"],["sales","eu"]]` in the answer. */
export function namespacesOf(response: CatalogResponse): {
  items: string[][];
  next?: string;
} {
  const answer = jsonOf(response);
  const items = listOf(answer, 'namespaces', response).map(item => {
    if (isLevels(item)) return item;
    throw unexpected(response, 'a namespace that is no list of texts');
  });
  return { items, next: nextOf(answer) };
}

/** The tables, or views, of a page. */
export function identifiersOf(response: CatalogResponse): {
  items: Array<{ levels: string[]; name: string }>;
  next?: string;
} {
  const answer = jsonOf(response);
  const items = listOf(answer, 'identifiers', response).map(item => {
    const { namespace, name } = (item ?? {}) as Record<string, unknown>;
    if (isLevels(namespace) && typeof name === 'string')
      return { levels: namespace, name };
    throw unexpected(response, 'an identifier without namespace and name');
  });
  return { items, next: nextOf(answer) };
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
  // Absent is nothing: some catalogs leave empty lists out.
  if (list === undefined || list === null) return [];
  if (Array.isArray(list)) return list;
  throw unexpected(response, `"${key}" that is no list`);
}

function nextOf(answer: Record<string, unknown>): string | undefined {
  const token = answer['next-page-token'];
  return typeof token === 'string' ? token : undefined;
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
