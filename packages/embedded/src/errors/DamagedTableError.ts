import { EmbeddedLakehouseError } from './EmbeddedLakehouseError';

/**
 * A file that the table needs cannot be read or does not hold what the specification asks for.
 * @public
 */
export class DamagedTableError extends EmbeddedLakehouseError {
  readonly name = 'DamagedTableError';
}
