import type { DimensionId, TableHealth } from '@lakehouse-portal/table-health';
import { formatPoints } from './formatPoints';
import { wholePoints } from './wholePoints';

/** Points of a verdict as the page writes them. */
export interface HealthPoints {
  /** Of a dimension; a cost that rounds to 0 keeps its decimal. */
  of(id: DimensionId): string;
  /** Of all dimensions of a group. */
  group(group: 'speed' | 'promise'): string;
}

/** Writes the costs of a verdict so that dimensions, groups and score add up on the page. */
export function healthPoints(
  health: Pick<TableHealth, 'dimensions' | 'speedCost' | 'promiseCost'>,
): HealthPoints {
  const known = health.dimensions.filter(
    dimension => dimension.state === 'known',
  );
  const points = wholePoints(known);
  return {
    of: id => {
      const whole = points.get(id) ?? 0;
      return whole === 0
        ? formatPoints(known.find(dimension => dimension.id === id)?.cost ?? 0)
        : String(whole);
    },
    group: group => {
      const members = known.filter(dimension => dimension.group === group);
      const whole = members.reduce(
        (sum, dimension) => sum + (points.get(dimension.id) ?? 0),
        0,
      );
      return whole === 0
        ? formatPoints(
            group === 'speed' ? health.speedCost : health.promiseCost,
          )
        : String(whole);
    },
  };
}
