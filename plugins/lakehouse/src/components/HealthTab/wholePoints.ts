/**
 * Costs as whole points that add up: their sum is the rounded sum of the costs, so that
 * what the page adds up is what the page says. Each differs from its cost by less than 1
 * (largest remainder method); a cost of 0 stays 0.
 */
export function wholePoints<K extends string>(
  costs: ReadonlyArray<{ id: K; cost: number }>,
): Map<K, number> {
  const total = Math.round(costs.reduce((sum, item) => sum + item.cost, 0));
  const points = new Map(costs.map(({ id, cost }) => [id, Math.floor(cost)]));
  let missing =
    total - [...points.values()].reduce((sum, value) => sum + value, 0);
  const byRemainder = [...costs].sort((a, b) => (b.cost % 1) - (a.cost % 1));
  for (const { id, cost } of byRemainder) {
    if (missing <= 0 || cost % 1 === 0) {
      break;
    }
    points.set(id, (points.get(id) ?? 0) + 1);
    missing -= 1;
  }
  return points;
}
