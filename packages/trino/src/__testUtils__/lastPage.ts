import { columnsOf } from './FakeCoordinator';

/** The whole answer of a query that is done, with one row. */
export const LAST_PAGE = {
  id: 'q1',
  columns: columnsOf({ a: 'integer' }),
  data: [[1]],
  stats: { state: 'FINISHED' },
};
