import { EmbeddedLakehouseError } from './EmbeddedLakehouseError';

/**
 * The table has no such snapshot: it never had, or it expired.
 * @public
 */
export class NoSuchSnapshotError extends EmbeddedLakehouseError {
  readonly name = 'NoSuchSnapshotError';
}
