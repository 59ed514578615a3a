/**
 * Spearman's rank correlation: 1 where both rise together, 0 without any relation. Equal values share the mean of their ranks.
 *
 * @returns `NaN` where all values of one are equal.
 */
export function spearman(a: number[], b: number[]): number {
  return pearson(ranks(a), ranks(b));
}

/** Ranks from 1; ties share the mean of theirs. */
export function ranks(values: number[]): number[] {
  return values.map(value => {
    let below = 0;
    let same = 0;
    for (const other of values) {
      if (other < value) below++;
      else if (other === value) same++;
    }
    return below + (same + 1) / 2;
  });
}

function pearson(a: number[], b: number[]): number {
  const meanA = mean(a);
  const meanB = mean(b);
  let product = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (const [i, value] of a.entries()) {
    product += (value - meanA) * (b[i] - meanB);
    squaresA += (value - meanA) ** 2;
    squaresB += (b[i] - meanB) ** 2;
  }
  return product / Math.sqrt(squaresA * squaresB);
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
