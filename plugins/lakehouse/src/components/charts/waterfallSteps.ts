/** A cost that goes into the waterfall. */
export interface WaterfallCost {
  id: string;
  group: 'speed' | 'promise';
  /** Points, 0 or more. */
  cost: number;
}

/** A row of the waterfall, in per cent of the track. */
export interface WaterfallStep<T extends WaterfallCost> {
  item: T;
  /** What is left after this cost; never below 0. */
  left: number;
  /** Length of the bar from `left`; shorter than the cost where it ends at 0. */
  width: number;
}

/**
 * From 100 down to the score: speed before promises, in each the largest first; a cost
 * of 0 has no row. Bars end at 0; `below` says by how many points the sum goes further.
 */
export function waterfallSteps<T extends WaterfallCost>(
  costs: readonly T[],
): { steps: Array<WaterfallStep<T>>; below: number } {
  const order = costs
    .filter(item => item.cost > 0)
    .sort(
      (a, b) =>
        Number(a.group === 'promise') - Number(b.group === 'promise') ||
        b.cost - a.cost,
    );
  let rest = 100;
  const steps = order.map(item => {
    const before = Math.max(0, rest);
    rest -= item.cost;
    const left = Math.max(0, rest);
    return { item, left, width: before - left };
  });
  return { steps, below: Math.max(0, -rest) };
}
