import { EmbeddedLakehouseError } from './EmbeddedLakehouseError';

/**
 * The catalog could not say whether the commit arrived. Files are kept, so the table is readable either way; load the table to see which.
 * @public
 */
export class CommitStateUnknownError extends EmbeddedLakehouseError {
  readonly name = 'CommitStateUnknownError';
}
