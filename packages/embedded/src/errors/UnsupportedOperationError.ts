import { EmbeddedLakehouseError } from './EmbeddedLakehouseError';

/**
 * The table's format version, or a type in it, does not allow the operation, or this engine cannot do it. Nothing was changed.
 * @public
 */
export class UnsupportedOperationError extends EmbeddedLakehouseError {
  readonly name = 'UnsupportedOperationError';
}
