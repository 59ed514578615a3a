import type { DimensionId, HealthDimension } from '../model';

/** A line without the parts that follow from its cost. */
export type DimensionDraft = Omit<
  HealthDimension,
  'group' | 'state' | 'factor'
>;

const speedDimensions: ReadonlySet<DimensionId> = new Set([
  'file-layout',
  'manifests',
  'deletes',
  'order-and-statistics',
]);

/** Completes a line: cost in tenths, factor for speed, no empty list of ailments. */
export function knownDimension(draft: DimensionDraft): HealthDimension {
  const cost = roundCost(draft.cost);
  const group = groupOf(draft.id);
  const { ailments, ...rest } = draft;
  return {
    ...rest,
    group,
    state: 'known',
    cost,
    ...(group === 'speed' ? { factor: 10 ** (cost / 100) } : {}),
    ...(ailments && ailments.length > 0 ? { ailments } : {}),
  };
}

/** A line about which nothing is known: it costs nothing, and says how to find out. */
export function unknownDimension(
  draft: Omit<
    DimensionDraft,
    'cost' | 'ailments' | 'evidence' | 'howToKnow'
  > & { howToKnow: string },
): HealthDimension {
  return {
    ...draft,
    group: groupOf(draft.id),
    state: 'unknown',
    cost: 0,
    evidence: {},
  };
}

function groupOf(id: DimensionId): 'speed' | 'promise' {
  return speedDimensions.has(id) ? 'speed' : 'promise';
}

function roundCost(points: number): number {
  return Math.round(points * 10) / 10;
}
