/**
 * The embedded engine has no type for a column of the table.
 * @public
 */
export class UnsupportedTypeError extends Error {
  override readonly name = 'UnsupportedTypeError';
  readonly type: string;

  constructor(type: string) {
    super(`The embedded engine has no type for the Iceberg type "${type}"`);
    this.type = type;
  }
}
