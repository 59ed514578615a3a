import { EmbeddedLakehouseError } from './EmbeddedLakehouseError';

/**
 * Other writers were faster in every attempt. Nothing was changed; try again when the table is less busy.
 * @public
 */
export class CommitRetriesExhaustedError extends EmbeddedLakehouseError {
  readonly name = 'CommitRetriesExhaustedError';
}
