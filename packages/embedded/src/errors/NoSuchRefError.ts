import { EmbeddedLakehouseError } from './EmbeddedLakehouseError';

/**
 * The table has no branch or tag of this name.
 * @public
 */
export class NoSuchRefError extends EmbeddedLakehouseError {
  readonly name = 'NoSuchRefError';
}
