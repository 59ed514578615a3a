import fc from 'fast-check';
import { formatPoints } from './formatPoints';
import { excessLevel, partitionDays } from './partitionDays';
import { recentDays, unseenSpans } from './recentDays';
import { healthPoints } from './healthPoints';
import { classesUpTo, positionInClasses, sizeClasses } from './sizeClasses';
import { wholePoints } from './wholePoints';

const DAY_MS = 86_400_000;
const NOW = Date.parse('2026-11-24T12:00:00Z');

describe('the aggregation behind the health charts', () => {
  it('size classes are gapless, keep every file, and put each size where its class is', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 40 }), {
          minLength: 1,
          maxLength: 8,
        }),
        fc.integer({ min: 1, max: 2 ** 42 }),
        (powers, bytes) => {
          const buckets = powers.map(power => ({
            minBytes: 2 ** power,
            maxBytes: 2 ** (power + 1),
            count: power + 1,
            sizeBytes: power * 100,
          }));
          const classes = classesUpTo(sizeClasses(buckets), bytes);
          expect(classes.reduce((sum, size) => sum + size.count, 0)).toBe(
            buckets.reduce((sum, bucket) => sum + bucket.count, 0),
          );
          for (const [index, size] of classes.entries()) {
            expect(size.maxBytes).toBe(size.minBytes * 2);
            if (index > 0) {
              expect(size.minBytes).toBe(classes[index - 1].maxBytes);
            }
          }
          const position = positionInClasses(classes, bytes);
          if (bytes >= classes[0].minBytes) {
            const found = classes.findIndex(
              size => bytes >= size.minBytes && bytes < size.maxBytes,
            );
            if (found !== -1) {
              expect(Math.floor(position)).toBe(found);
            }
          } else {
            expect(position).toBe(0);
          }
        },
      ),
    );
  });

  it('keeps one point a day, its newest, of 30 days, and names the spans in between', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            age: fc.double({ min: 0, max: 60, noNaN: true }),
            score: fc.option(fc.nat(100), { nil: undefined }),
          }),
        ),
        entries => {
          const days = recentDays(
            entries.map(({ age, score }) => ({
              at: new Date(NOW - age * DAY_MS).toISOString(),
              score,
              slowdown: 1,
              costs: {},
            })),
            NOW,
          );
          const dates = days.map(day => Math.floor(day.atMs / DAY_MS));
          expect(dates).toEqual([...new Set(dates)].sort((a, b) => a - b));
          expect(days.every(day => day.atMs >= NOW - 30 * DAY_MS - 1)).toBe(
            true,
          );
          for (const span of unseenSpans(days)) {
            expect(
              days.some(day => day.atMs > span.fromMs && day.atMs < span.toMs),
            ).toBe(false);
            expect(span.toMs - span.fromMs).toBeGreaterThan(2 * DAY_MS);
          }
        },
      ),
    );
  });

  it('sums partitions by day without losing a file, and leaves those by month to the bars', () => {
    const partition = (start: string | undefined, dataFiles: number) => ({
      partition: `p=${start}`,
      specId: 0,
      start,
      dataFiles,
      neededFiles: 1,
      sizeBytes: 10,
      averageFileBytes: 1,
      records: 1,
      deleteFiles: 0,
    });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(400), fc.nat(50)), { minLength: 1 }),
        entries => {
          const days = partitionDays(
            entries.map(([hour, files]) =>
              partition(new Date(NOW - hour * 3_600_000).toISOString(), files),
            ),
          );
          expect(days?.reduce((sum, day) => sum + day.dataFiles, 0)).toBe(
            entries.reduce((sum, [, files]) => sum + files, 0),
          );
        },
      ),
    );
    expect(
      partitionDays([
        partition('2026-11-01T00:00:00Z', 1),
        partition('2026-10-01T00:00:00Z', 1),
      ]),
    ).toBeUndefined();
    expect(
      partitionDays([
        partition('2026-11-01T00:00:00Z', 1),
        partition(undefined, 1),
      ]),
    ).toBeUndefined();
    expect(partitionDays([])).toBeUndefined();
    expect(
      [1, 2, 3, 9, 33, 500].map(dataFiles =>
        excessLevel({ dataFiles, neededFiles: 1 }),
      ),
    ).toEqual([0, 0, 1, 2, 3, 4]);
  });

  it('whole points add up to the rounded sum, each within one point of its cost', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.nat(400).map(tenths => tenths / 10),
          { maxLength: 10 },
        ),
        costs => {
          const points = wholePoints(
            costs.map((cost, index) => ({ id: String(index), cost })),
          );
          const sum = costs.reduce((total, cost) => total + cost, 0);
          expect(
            [...points.values()].reduce((total, value) => total + value, 0),
          ).toBe(100 - Math.round(100 - sum));
          for (const [index, cost] of costs.entries()) {
            const whole = points.get(String(index)) ?? -1;
            expect(Math.abs(whole - cost)).toBeLessThan(1);
            expect(whole === 0 || cost > 0).toBe(true);
          }
        },
      ),
    );
    const dimension = (
      id: 'file-layout' | 'manifests' | 'storage',
      group: 'speed' | 'promise',
      cost: number,
    ) => ({
      id,
      group,
      cost,
      state: 'known' as const,
      value: '',
      threshold: '',
      thresholdSource: { kind: 'measured' as const, label: 'measured' },
      evidence: {},
    });
    const points = healthPoints({
      dimensions: [
        dimension('file-layout', 'speed', 46.6),
        dimension('manifests', 'speed', 42.6),
        dimension('storage', 'promise', 0.2),
      ],
      speedCost: 89.2,
      promiseCost: 0.2,
    });
    expect([
      points.of('file-layout'),
      points.of('manifests'),
      points.of('storage'),
      points.group('speed'),
      points.group('promise'),
    ]).toEqual(['47', '42', '0.2', '89', '0.2']);
  });

  it('points of a cost that rounds either way agree with the score beside them', () => {
    const health = {
      dimensions: [
        {
          id: 'maintenance' as const,
          group: 'promise' as const,
          cost: 1.5,
          state: 'known' as const,
          value: '',
          threshold: '',
          thresholdSource: { kind: 'policy' as const, label: 'policy' },
          evidence: {},
        },
      ],
      speedCost: 0,
      promiseCost: 1.5,
    };
    expect(Math.round(100 - health.promiseCost)).toBe(99);
    expect(healthPoints(health).of('maintenance')).toBe('1');
    expect(healthPoints(health).group('promise')).toBe('1');
  });

  it('points are whole, but never deny a small cost', () => {
    expect([0, 0.04, 0.3, 0.5, 5.4, 38].map(formatPoints)).toEqual([
      '0',
      '0.1',
      '0.3',
      '0.5',
      '5',
      '38',
    ]);
  });
});
