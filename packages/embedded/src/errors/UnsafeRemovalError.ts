import { EmbeddedLakehouseError } from './EmbeddedLakehouseError';

/**
 * Files would be removed that another table can reach, or it can't be known whether one can. The message names the table or
 * the path. Nothing was changed.
 * @public
 */
export class UnsafeRemovalError extends EmbeddedLakehouseError {
  readonly name = 'UnsafeRemovalError';
}
