/**
 * Name of an error as the back end gave it (`NotFoundError`, `NotAllowedError`, …): that of
 * the cause of a `ResponseError`, or of the error itself. Undefined for what is no error.
 * @public
 */
export function lakehouseErrorName(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('name' in error)) {
    return undefined;
  }
  if (error.name === 'ResponseError' && 'cause' in error && error.cause) {
    return lakehouseErrorName(error.cause);
  }
  return typeof error.name === 'string' ? error.name : undefined;
}
