import { EmbeddedLakehouseError } from './EmbeddedLakehouseError';

/**
 * The request itself is wrong: the message says what, where, and what would be right. Nothing was changed.
 * @public
 */
export class ValidationError extends EmbeddedLakehouseError {
  readonly name = 'ValidationError';
}
