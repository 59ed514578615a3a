/**
 * The example lakehouse cannot be made where it was told to.
 * @public
 */
export class RetailError extends Error {
  override readonly name = 'RetailError';
}
