/**
 * Too many queries are already waiting.
 * @public
 */
export class QueryBusyError extends Error {
  override readonly name = 'QueryBusyError';

  constructor(waiting: number) {
    super(`${waiting} queries are already waiting; try again in a moment`);
  }
}
