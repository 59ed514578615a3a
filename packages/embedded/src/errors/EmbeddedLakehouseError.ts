/**
 * Base of all errors that the embedded lakehouse throws on purpose. `name` is stable and may be compared.
 * @public
 */
export abstract class EmbeddedLakehouseError extends Error {
  abstract readonly name: string;
}
