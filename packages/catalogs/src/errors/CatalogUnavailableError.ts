import { CatalogError } from './CatalogError';

/** The catalog can't be reached, or did not answer in time. Trying again later may help. */
export class CatalogUnavailableError extends CatalogError {
  readonly name = 'CatalogUnavailableError';
}
