import { resolvePolicy } from '../policy/resolvePolicy';
import type { MeasuredShape } from '../testing/measuredShapes';
import { measuredShapes } from '../testing/measuredShapes';
import { judge } from './judge';

const policy = resolvePolicy();
const predict = ({ input }: MeasuredShape) => judge(input, policy).slowdown;

/** Ranks from 1, ties share the mean of theirs. */
function ranks(values: number[]): number[] {
  return values.map(value => {
    const below = values.filter(other => other < value).length;
    const same = values.filter(other => other === value).length;
    return below + (same + 1) / 2;
  });
}

function correlation(a: number[], b: number[]): number {
  const mean = (values: number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let product = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (let i = 0; i < a.length; i++) {
    product += (a[i] - meanA) * (b[i] - meanB);
    squaresA += (a[i] - meanA) ** 2;
    squaresB += (b[i] - meanB) ** 2;
  }
  return product / Math.sqrt(squaresA * squaresB);
}

describe('judge, against what was measured on Trino', () => {
  it('ranks the slowdown of 29 shapes as they were measured (Spearman of at least 0.9)', () => {
    const rho = correlation(
      ranks(measuredShapes.map(predict)),
      ranks(measuredShapes.map(({ measured }) => measured)),
    );
    expect(measuredShapes).toHaveLength(29);
    expect(rho).toBeGreaterThanOrEqual(0.9);
  });

  it.each(
    measuredShapes.map(shape => ({ ...shape, predicted: predict(shape) })),
  )(
    'predicts $name ($measured×) within a factor of 1.5',
    ({ measured, predicted }) => {
      expect(predicted / Math.max(1, measured)).toBeGreaterThan(1 / 1.5);
      expect(predicted / Math.max(1, measured)).toBeLessThan(1.5);
    },
  );

  it('punishes combinations beyond their worst part', () => {
    const byName = (name: string) =>
      measuredShapes.find(shape => shape.name === name)!;
    const combined = judge(byName('neglected streaming table').input, policy);
    const costs = combined.dimensions.map(({ cost }) => cost);
    expect(combined.speedCost).toBeGreaterThan(Math.max(...costs) + 30);
    expect(combined.score).toBe(0);
  });

  it('calls no shape slow that was not measured to be', () => {
    for (const shape of measuredShapes.filter(
      ({ measured }) => measured < 1.12,
    )) {
      expect(`${shape.name} ${predict(shape).toFixed(1)}`).toBe(
        `${shape.name} 1.0`,
      );
    }
  });
});
