/**
 * Costs as whole points that add up: their sum is what 100 lacks of the rounded score, so
 * that what the page adds up is what the page says. Each differs from its cost by less than 1
 * (largest remainder method); a cost of 0 stays 0.
 */
export function wholePoints<K extends string>(
  costs: ReadonlyArray<{ id: K; cost: number }>,
): Map<K, number> {
  const sumOfCosts = costs.reduce((sum, item) => sum + item.cost, 0);
  // 1.5 points leave 98.5, which is written as 99: they are 1, not 2.
  const total = 100 - Math.round(100 - sumOfCosts);
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
