/** The options of a proof make no sense. Nothing was sent to Trino. */
export class ProveInputError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ProveInputError';
  }
}
