import { EmbeddedLakehouseError } from './EmbeddedLakehouseError';

/**
 * The file of the catalog is gone, or is no catalog. The message names the file and says what was found.
 * @public
 */
export class CatalogUnavailableError extends EmbeddedLakehouseError {
  readonly name = 'CatalogUnavailableError';
}
