import { CatalogError } from './CatalogError';

/** The catalog does not accept the credentials: HTTP 401, a refused token request, a wrong password. */
export class CatalogAuthenticationError extends CatalogError {
  readonly name = 'CatalogAuthenticationError';
}
