import fc from 'fast-check';
import {
  byteTicks,
  linearScale,
  linearTicks,
  logScale,
  niceDomain,
  powerTicks,
  sqrtScale,
  timeTicks,
} from '.';

const finite = fc.double({ min: -1e15, max: 1e15, noNaN: true });
const extent = fc
  .tuple(finite, finite)
  .filter(([a, b]) => b - a > 1e-6 * Math.max(1, Math.abs(a), Math.abs(b)));

describe('scales', () => {
  it.each([
    ['linear', linearScale, [-40, 90]],
    ['square-root', sqrtScale, [-40, 90]],
    ['logarithmic', logScale, [0.5, 90]],
  ] as const)(
    'a %s scale keeps order, meets both ends and can be inverted',
    (_name, create, domain) => {
      const scale = create(domain, [10, 510]);
      expect(scale(domain[0])).toBeCloseTo(10);
      expect(scale(domain[1])).toBeCloseTo(510);
      fc.assert(
        fc.property(
          fc.double({ min: domain[0], max: domain[1], noNaN: true }),
          fc.double({ min: domain[0], max: domain[1], noNaN: true }),
          (a, b) => {
            expect(Math.sign(scale(b) - scale(a)) * Math.sign(b - a)).not.toBe(
              -1,
            );
            expect(scale.invert(scale(a))).toBeCloseTo(a, 6);
          },
        ),
      );
    },
  );

  it('draws a single value in the middle instead of dividing by zero', () => {
    expect(linearScale([7, 7], [0, 100])(7)).toBe(50);
  });

  it('refuses a logarithmic scale that reaches zero, and draws zero at the start', () => {
    expect(() => logScale([0, 10], [0, 1])).toThrow(/positive domain/);
    expect(logScale([1, 10], [0, 100])(0)).toBe(0);
  });
});

describe('ticks', () => {
  it('linear ticks are round, evenly apart, inside the domain and not too many', () => {
    fc.assert(
      fc.property(extent, fc.integer({ min: 2, max: 12 }), (domain, count) => {
        const ticks = linearTicks(domain, count);
        expect(ticks.length).toBeLessThanOrEqual(count);
        const slack = (domain[1] - domain[0]) * 1e-6;
        for (const [index, tick] of ticks.entries()) {
          expect(tick).toBeGreaterThanOrEqual(domain[0] - slack);
          expect(tick).toBeLessThanOrEqual(domain[1] + slack);
          if (index > 0) {
            expect(tick).toBeGreaterThan(ticks[index - 1]);
          }
        }
      }),
    );
    expect(linearTicks([0, 1], 4)).toEqual([0, 0.5, 1]);
    expect(linearTicks([0, 18_000], 4)).toEqual([0, 5_000, 10_000, 15_000]);
    expect(linearTicks([0, 0.3], 4)).toEqual([0, 0.1, 0.2, 0.3]);
    expect(linearTicks([0, 2], 12, { integer: true })).toEqual([0, 1, 2]);
  });

  it('a nice domain holds the data and ends at ticks', () => {
    fc.assert(
      fc.property(extent, fc.integer({ min: 2, max: 8 }), (domain, count) => {
        const [min, max] = niceDomain(domain, count);
        const slack = (domain[1] - domain[0]) * 1e-6;
        expect(min).toBeLessThanOrEqual(domain[0] + slack);
        expect(max).toBeGreaterThanOrEqual(domain[1] - slack);
      }),
    );
    expect(niceDomain([0, 1_131], 4)).toEqual([0, 1_500]);
    expect(niceDomain([5, 5], 4)[0]).toBe(0);
    expect(niceDomain([0, 0], 4)).toEqual([0, 1]);
  });

  it('byte ticks are few, begin above 0 and reach over the maximum', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 52 }), max => {
        const ticks = byteTicks(max);
        expect(ticks.length).toBeGreaterThan(0);
        expect(ticks.length).toBeLessThanOrEqual(3);
        expect(ticks[0]).toBeGreaterThan(0);
        expect(ticks[ticks.length - 1]).toBeGreaterThanOrEqual(
          max * (1 - 1e-9),
        );
      }),
    );
    expect(byteTicks(800 * 1024)).toEqual([512 * 1024, 1024 * 1024]);
    expect(byteTicks(90 * 1024 ** 3)).toEqual([
      50 * 1024 ** 3,
      100 * 1024 ** 3,
    ]);
    expect(byteTicks(0)).toEqual([]);
  });

  it('power ticks skip powers rather than crowd', () => {
    expect(powerTicks([1, 4], 2, 4)).toEqual([1, 2, 4]);
    expect(powerTicks([1, 1024], 2, 4)).toEqual([1, 8, 64, 512]);
    expect(powerTicks([0, 10], 2, 4)).toEqual([]);
  });

  it('time ticks are evenly apart, within the domain, few, and at midnight for days', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2e12 }),
        fc.integer({ min: 3_600_000, max: 1e12 }),
        fc.integer({ min: 2, max: 10 }),
        (start, length, count) => {
          const { ticks, stepMs } = timeTicks([start, start + length], count);
          expect(ticks.length).toBeLessThanOrEqual(count);
          for (const [index, tick] of ticks.entries()) {
            expect(tick).toBeGreaterThanOrEqual(start);
            expect(tick).toBeLessThanOrEqual(start + length);
            if (stepMs >= 86_400_000) {
              expect(tick % 86_400_000).toBe(0);
            }
            if (index > 0) {
              expect(tick - ticks[index - 1]).toBe(stepMs);
            }
          }
        },
      ),
    );
  });
});
