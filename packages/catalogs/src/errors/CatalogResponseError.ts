import { CatalogError } from './CatalogError';

/** The catalog answered what it should not: not JSON, an unknown shape, too long, an endless paging, an error of its own. */
export class CatalogResponseError extends CatalogError {
  readonly name = 'CatalogResponseError';
}
