/**
 * Moves labels apart so that none overlap, as little as possible and in order, within
 * `[min, max]` where they fit. Positions are centres in pixels; the result has the order
 * of the input.
 */
export function spreadLabels(
  positions: readonly number[],
  gap: number,
  bounds: readonly [number, number],
): number[] {
  const order = positions
    .map((position, index) => ({ position, index }))
    .sort((a, b) => a.position - b.position || a.index - b.index);
  const placed: number[] = [];
  for (const { position } of order) {
    const previous = placed[placed.length - 1];
    const free = placed.length === 0 ? bounds[0] : previous + gap;
    placed.push(Math.max(position, free));
  }
  // Those that were pushed over the end move back up together.
  let limit = bounds[1];
  for (let index = placed.length - 1; index >= 0; index--) {
    placed[index] = Math.min(placed[index], limit);
    limit = placed[index] - gap;
  }
  const result = new Array<number>(positions.length);
  for (const [rank, { index }] of order.entries()) {
    result[index] = placed[rank];
  }
  return result;
}
