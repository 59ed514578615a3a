import type { DimensionId, HealthDimension } from '../model';

/** Of these dimensions those that cost something; the first one in any case. */
export function cured(
  dimensions: HealthDimension[],
  candidates: DimensionId[],
): DimensionId[] {
  return candidates.filter(
    (id, position) =>
      position === 0 ||
      dimensions.some(dimension => dimension.id === id && dimension.cost > 0),
  );
}
