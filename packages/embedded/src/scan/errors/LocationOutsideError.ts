/**
 * Table metadata names a file outside the folder that its tables may lie in.
 * @public
 */
export class LocationOutsideError extends Error {
  override readonly name = 'LocationOutsideError';
  readonly location: string;

  constructor(location: string, root: string) {
    super(
      `The table names a file outside ${root}, which is not read: ${location}`,
    );
    this.location = location;
  }
}
