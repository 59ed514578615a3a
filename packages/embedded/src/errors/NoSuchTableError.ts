import { EmbeddedLakehouseError } from './EmbeddedLakehouseError';

/**
 * There is no table of this name in the catalog.
 * @public
 */
export class NoSuchTableError extends EmbeddedLakehouseError {
  readonly name = 'NoSuchTableError';
}
