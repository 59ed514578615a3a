/**
 * A Parquet file does not say which of its columns is which field of the table.
 * @public
 */
export class UnsupportedFileLayoutError extends Error {
  override readonly name = 'UnsupportedFileLayoutError';
  readonly location: string;

  constructor(reason: string, location: string) {
    super(`${reason}: ${location}`);
    this.location = location;
  }
}
