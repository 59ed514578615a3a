/**
 * Deletes of a table cannot be applied, so its rows cannot be told truthfully.
 * @public
 */
export class UnsupportedDeletesError extends Error {
  override readonly name = 'UnsupportedDeletesError';
  readonly location: string;

  constructor(reason: string, location: string) {
    super(`${reason} (${location}); query this table with an engine that can`);
    this.location = location;
  }
}
