/** Base of all errors of this package. Messages hold no secrets and no stack traces of servers. */
export abstract class CatalogError extends Error {
  abstract readonly name: string;
}
