import { EmbeddedLakehouseError } from './EmbeddedLakehouseError';

/**
 * There is no namespace of this name in the catalog.
 * @public
 */
export class NoSuchNamespaceError extends EmbeddedLakehouseError {
  readonly name = 'NoSuchNamespaceError';
}
