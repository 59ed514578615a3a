/**
 * Too many queries are already waiting, or one waited for all the time that it had.
 * Nothing of it ran.
 * @public
 */
export class QueryBusyError extends Error {
  override readonly name = 'QueryBusyError';

  constructor(waiting: number) {
    super(
      waiting > 0
        ? `The portal is busy: ${waiting} other ${
            waiting === 1 ? 'query waits' : 'queries wait'
          } already; try again in a moment`
        : 'The portal is busy with other queries; try again in a moment',
    );
  }
}
