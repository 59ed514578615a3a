/** Another replica carries the run on: this one must stop, and write nothing any more. */
export class LeaseLostError extends Error {
  readonly name = 'LeaseLostError';

  constructor(runId: string) {
    super(`Run ${runId} is carried on by another replica`);
  }
}
