import fc from 'fast-check';
import { NumberSkipper } from './NumberSkipper';

/** A number as its bytes: so many that say that it goes on, and one that ends it. */
const number = fc
  .tuple(
    fc.array(fc.integer({ min: 0x80, max: 0xff }), { maxLength: 9 }),
    fc.integer({ min: 0, max: 0x7f }),
  )
  .map(([goesOn, last]) => [...goesOn, last]);
const bytes = fc.array(fc.nat(255), { maxLength: 12 });

function skip(content: number[], at: number, count: number): number {
  const skipper = new NumberSkipper();
  // In the middle of other memory, as the blocks of a manifest are.
  const memory = Uint8Array.from([0, 0xff, 0xff, ...content, 0, 0, 0, 0, 0]);
  skipper.open(memory.subarray(3, 3 + content.length));
  return skipper.skip(at, count);
}

describe('NumberSkipper', () => {
  it('ends exactly behind the last number, whatever comes before and after', () => {
    fc.assert(
      fc.property(
        bytes,
        fc.array(number, { maxLength: 40 }),
        bytes,
        (before, numbers, after) => {
          const content = [...before, ...numbers.flat(), ...after];
          expect(skip(content, before.length, numbers.length)).toBe(
            before.length + numbers.flat().length,
          );
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('refuses a number of more than ten bytes, wherever it is', () => {
    fc.assert(
      fc.property(
        fc.array(number, { maxLength: 12 }),
        fc.integer({ min: 10, max: 30 }),
        fc.array(number, { maxLength: 12 }),
        (before, length, after) => {
          const tooLong = [...new Array<number>(length).fill(0x80), 0];
          const numbers = [...before, tooLong, ...after];
          expect(skip(numbers.flat(), 0, numbers.length)).toBe(-1);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('does not go on for ever where the bytes end before the numbers do', () => {
    fc.assert(
      fc.property(
        bytes,
        fc.integer({ min: 13, max: 10_000 }),
        (content, count) => {
          const end = skip(content, 0, count);
          expect(end === -1 || end > content.length).toBe(true);
        },
      ),
    );
  });
});
