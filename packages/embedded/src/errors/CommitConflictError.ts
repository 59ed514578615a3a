import { EmbeddedLakehouseError } from './EmbeddedLakehouseError';

/**
 * Someone else changed what this operation was based on (files it rewrites or deletes from are gone, or a requirement no longer holds). Nothing was changed; start the operation again.
 * @public
 */
export class CommitConflictError extends EmbeddedLakehouseError {
  readonly name = 'CommitConflictError';
}
