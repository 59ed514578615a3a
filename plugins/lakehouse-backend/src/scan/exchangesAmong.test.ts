import fc from 'fast-check';
import type { KnownTable } from '../database';
import { exchangedName, exchangesAmong } from './exchangesAmong';

const known = (id: number): KnownTable & { tableUuid: string } => ({
  id,
  schema: 'silver',
  table: `t${id}`,
  tableUuid: `uuid-${id}`,
  incomplete: false,
  missedListings: 0,
  goneAccepted: false,
  listing: { kind: 'table', format: 'iceberg' },
});
const move = (from: number, to: number) => ({
  known: known(to),
  found: known(from),
});

describe('exchangesAmong', () => {
  it('finds all circles of any exchange of names, and each table in one of them', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }).chain(count =>
          fc.shuffledSubarray(
            Array.from({ length: count }, (_, id) => id),
            { minLength: count },
          ),
        ),
        names => {
          const moved = names
            .map((to, from) => move(from, to))
            .filter(({ known: to, found: from }) => to.id !== from.id);
          const exchanged = exchangesAmong(moved).flat().map(exchangedName);
          expect(exchanged.map(({ id, table }) => [id, table]).sort()).toEqual(
            moved.map(({ found, known: to }) => [found.id, to.table]).sort(),
          );
          for (const circle of exchangesAmong(moved)) {
            const ids = circle.map(({ known: { id } }) => id).sort();
            expect(circle.map(({ found: { id } }) => id).sort()).toEqual(ids);
          }
        },
      ),
    );
  });

  it('finds none where a name is given up or taken by what nobody knew, nor in a table that is there by two names', () => {
    expect(exchangesAmong([move(1, 2), move(2, 3)])).toEqual([]);
    expect(exchangesAmong([move(1, 2), move(1, 3)])).toEqual([]);
    const circle = [move(1, 2), move(2, 1)];
    expect(exchangesAmong([move(1, 3), ...circle, move(3, 4)])).toEqual([
      expect.arrayContaining(circle),
    ]);
  });
});
