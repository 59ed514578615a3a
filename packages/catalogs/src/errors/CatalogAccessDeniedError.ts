import { CatalogError } from './CatalogError';

/** The catalog knows who asks, and refuses: HTTP 403, a permission of the database. The table or listing may well be there. */
export class CatalogAccessDeniedError extends CatalogError {
  readonly name = 'CatalogAccessDeniedError';
}
