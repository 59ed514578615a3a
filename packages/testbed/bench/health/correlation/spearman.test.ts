import { ranks, spearman } from './spearman';

describe('spearman', () => {
  it('sees order alone: any growth is 1, any fall −1', () => {
    expect(spearman([1, 2, 3, 4], [1, 10, 11, 1000])).toBeCloseTo(1);
    expect(spearman([1, 2, 3, 4], [9, 8, 7, 1])).toBeCloseTo(-1);
  });

  it('gives ties the mean of their ranks', () => {
    expect(ranks([10, 20, 20, 5])).toEqual([2, 3.5, 3.5, 1]);
    // By hand: ranks 1.5, 1.5, 3, 4 and 1, 2, 3, 4; covariance 4.5, variances 4.5 and 5.
    expect(spearman([0, 0, 1, 2], [1, 2, 3, 4])).toBeCloseTo(
      4.5 / Math.sqrt(4.5 * 5),
    );
  });

  it('has no answer where all values are the same', () => {
    expect(spearman([1, 1, 1], [1, 2, 3])).toBeNaN();
  });
});
