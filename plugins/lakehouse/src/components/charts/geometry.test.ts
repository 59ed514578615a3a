import fc from 'fast-check';
import { areaPath, linePath, lineRuns } from './linePath';
import { partitionLabels } from './partitionLabels';
import { spreadLabels } from './spreadLabels';
import { waterfallSteps } from './waterfallSteps';

describe('geometry of charts', () => {
  it('labels never overlap, keep their order and stay inside where they fit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 12 }),
        positions => {
          const placed = spreadLabels(positions, 14, [0, 300]);
          const byInput = positions
            .map((position, index) => ({ position, at: placed[index] }))
            .sort((a, b) => a.position - b.position || a.at - b.at);
          for (const [index, label] of byInput.entries()) {
            expect(label.at).toBeGreaterThanOrEqual(0);
            expect(label.at).toBeLessThanOrEqual(300);
            if (index > 0) {
              expect(label.at - byInput[index - 1].at).toBeGreaterThanOrEqual(
                14,
              );
            }
          }
        },
      ),
    );
    expect(spreadLabels([10, 100, 200], 14, [0, 300])).toEqual([10, 100, 200]);
  });

  it('draws nothing across a gap and keeps every known point', () => {
    const points = [{ x: 0, y: 1 }, { x: 1, y: 2 }, { x: 2 }, { x: 3, y: 4 }];
    expect(linePath(points)).toBe('M0 1L1 2M3 4');
    expect(areaPath(points, 9)).toBe('M0 1L1 2L1 9L0 9Z');
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer(), { nil: undefined })), ys => {
        const runs = lineRuns(ys.map((y, x) => ({ x, y })));
        expect(runs.flat().map(point => point.y)).toEqual(
          ys.filter(y => y !== undefined),
        );
        expect(runs.every(run => run.length > 0)).toBe(true);
      }),
    );
  });

  it('names the field of partitions once where they have only one, and leaves others as they are', () => {
    const months = partitionLabels(['month=2026-11', 'month=2026-10']);
    expect([months.field, months.label('month=2026-11')]).toEqual([
      'month',
      '2026-11',
    ]);
    for (const mixed of [
      ['month=1', 'day=1'],
      ['month=1/region=2'],
      [''],
      [],
    ]) {
      const { field, label } = partitionLabels(mixed);
      expect(field).toBeUndefined();
      expect(mixed.map(label)).toEqual(mixed);
    }
  });

  it('the waterfall goes from 100 to the score without gap, speed first, and never below 0', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            id: fc.string(),
            group: fc.constantFrom('speed' as const, 'promise' as const),
            cost: fc.nat({ max: 90 }),
          }),
          { maxLength: 10 },
        ),
        costs => {
          const { steps, below } = waterfallSteps(costs);
          const sum = costs.reduce((total, item) => total + item.cost, 0);
          let rest = 100;
          for (const step of steps) {
            expect(step.left + step.width).toBeCloseTo(rest);
            expect(step.left).toBeGreaterThanOrEqual(0);
            rest = step.left;
          }
          expect(rest).toBeCloseTo(Math.max(0, 100 - sum));
          expect(below).toBeCloseTo(Math.max(0, sum - 100));
          const groups = steps.map(step => step.item.group);
          expect(groups).toEqual([...groups].sort().reverse());
          expect(steps.every(step => step.item.cost > 0)).toBe(true);
        },
      ),
    );
  });
});
