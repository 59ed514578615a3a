import { CatalogError } from './CatalogError';

/** The configuration can't work: the message names the key, what was expected and what was found. */
export class CatalogConfigurationError extends CatalogError {
  readonly name = 'CatalogConfigurationError';
}
