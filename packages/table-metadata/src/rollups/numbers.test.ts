import fc from 'fast-check';
import { exactQuantiles } from './exactQuantiles';
import { ExactSums } from './ExactSums';
import { packSizes } from './PackedSizes';
import { selectRank } from './selectRank';
import { sortWhole } from './sortWhole';

const size = fc.oneof(
  fc.nat(300),
  fc.nat({ max: 2 ** 31 - 1 }),
  fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  fc.integer({ min: 0, max: 50 }).map(power => 2 ** power),
);
const SHARES = [0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 1];

describe('quantiles of packed sizes', () => {
  it('are those of the sorted list, however the sizes are spread over manifests', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(size, { maxLength: 80 }), { maxLength: 8 }),
        lists => {
          const sorted = lists.flat().sort((a, b) => a - b);
          const expected =
            sorted.length === 0
              ? []
              : SHARES.map(
                  share => sorted[Math.ceil(share * sorted.length) - 1],
                );
          expect(
            exactQuantiles(
              lists.map(list => packSizes(Float64Array.from(list))),
              SHARES,
            ),
          ).toEqual(expected);
        },
      ),
    );
  });

  it('are exact for the many sizes of one large manifest, in some 2 bytes for each', () => {
    let seed = 1;
    const sizes = Float64Array.from({ length: 25_000 }, () => {
      seed = (seed * 1103515245 + 12345) % 2 ** 31;
      return 1_000 + (seed % 90_000_000);
    });
    const packed = packSizes(sizes);
    const sorted = sizes.slice().sort();
    expect(exactQuantiles([packed], [0.37])).toEqual([sorted[9249]]);
    expect(packed.bytes.length).toBeLessThan(2.5 * sizes.length);
  });
});

describe('selecting a rank', () => {
  it('gives what sorting gives', () => {
    fc.assert(
      fc.property(
        fc.array(size, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 20 }),
        fc.nat(),
        (numbers, times, seed) => {
          const all = Float64Array.from(
            { length: numbers.length * times },
            (_, index) => numbers[index % numbers.length] + (index % 3),
          );
          const rank = seed % all.length;
          expect(selectRank(all, rank)).toBe(all.slice().sort()[rank]);
        },
      ),
    );
  });
});

describe('sorting whole numbers by their digits', () => {
  it('is sorting', () => {
    fc.assert(
      fc.property(
        fc.array(size, { minLength: 500, maxLength: 900 }),
        fc.boolean(),
        (numbers, isLarge) => {
          const input = Float64Array.from(
            isLarge ? numbers : numbers.map(number => number % 2 ** 33),
          );
          expect([...sortWhole(input)]).toEqual(
            [...input].sort((a, b) => a - b),
          );
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('sums of 64-bit numbers', () => {
  it('are exact, also beyond 2^53', () => {
    const huge = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n });
    fc.assert(
      fc.property(fc.array(fc.oneof(huge, size.map(BigInt))), numbers => {
        const sums = new ExactSums(2);
        const others = new ExactSums(1);
        for (const number of numbers) {
          if (number <= BigInt(Number.MAX_SAFE_INTEGER))
            sums.add(1, Number(number));
          else sums.addBig(1, number);
          others.addFrom(0, ExactSums.fromParts(sums.toParts()), 0);
        }
        others.addFrom(0, sums, 1);
        const expected = numbers.reduce((sum, number) => sum + number, 0n);
        expect([sums.get(0), sums.get(1), others.get(0)]).toEqual([
          0n,
          expected,
          expected,
        ]);
      }),
    );
  });
});
