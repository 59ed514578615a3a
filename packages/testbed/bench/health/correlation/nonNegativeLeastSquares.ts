const SWEEPS = 4000;
const CLOSE_ENOUGH = 1e-9;

/**
 * The `x` without negative numbers for which `|rows · x − wanted|²` is least, by coordinate descent.
 *
 * @param rows - One for each equation. Every column must have some weight.
 */
export function nonNegativeLeastSquares(
  rows: number[][],
  wanted: number[],
): number[] {
  const size = rows[0].length;
  const squares = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (__, j) =>
      rows.reduce((sum, row) => sum + row[i] * row[j], 0),
    ),
  );
  const right = Array.from({ length: size }, (_, i) =>
    rows.reduce((sum, row, n) => sum + row[i] * wanted[n], 0),
  );
  const x = new Array<number>(size).fill(0);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let moved = 0;
    for (let i = 0; i < size; i++) {
      if (squares[i][i] <= 0) continue;
      let rest = right[i];
      for (let j = 0; j < size; j++) {
        if (j !== i) rest -= squares[i][j] * x[j];
      }
      const next = Math.max(0, rest / squares[i][i]);
      moved = Math.max(moved, Math.abs(next - x[i]));
      x[i] = next;
    }
    if (moved < CLOSE_ENOUGH) break;
  }
  return x;
}
