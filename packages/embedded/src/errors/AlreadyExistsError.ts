import { EmbeddedLakehouseError } from './EmbeddedLakehouseError';

/**
 * A table, namespace, branch, tag or column of this name exists already.
 * @public
 */
export class AlreadyExistsError extends EmbeddedLakehouseError {
  readonly name = 'AlreadyExistsError';
}
