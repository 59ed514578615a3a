/**
 * A file of a table is not on the local disk.
 * @public
 */
export class UnsupportedLocationError extends Error {
  override readonly name = 'UnsupportedLocationError';
  readonly location: string;

  constructor(location: string) {
    super(
      `The embedded engine reads the local disk only (file:///… or an absolute path), not ${location}`,
    );
    this.location = location;
  }
}
