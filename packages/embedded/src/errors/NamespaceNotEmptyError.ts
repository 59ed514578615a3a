import { EmbeddedLakehouseError } from './EmbeddedLakehouseError';

/**
 * A namespace that still holds tables or namespaces cannot be dropped.
 * @public
 */
export class NamespaceNotEmptyError extends EmbeddedLakehouseError {
  readonly name = 'NamespaceNotEmptyError';
}
