import { nonNegativeLeastSquares } from './nonNegativeLeastSquares';

describe('nonNegativeLeastSquares', () => {
  it('solves what has a solution without negative numbers', () => {
    const [a, b] = nonNegativeLeastSquares(
      [
        [1, 2],
        [3, 1],
        [1, 1],
      ],
      [8, 9, 5],
    );
    expect(a).toBeCloseTo(2, 5);
    expect(b).toBeCloseTo(3, 5);
  });

  it('takes 0 for what would be negative, and fits the rest again', () => {
    // Without the limit: −1 and 3.
    const x = nonNegativeLeastSquares(
      [
        [1, 0],
        [1, 1],
        [0, 1],
      ],
      [-1, 2, 3],
    );
    expect(x[0]).toBe(0);
    expect(x[1]).toBeCloseTo(2.5, 5);
  });
});
