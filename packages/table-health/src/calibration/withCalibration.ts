import { countOf } from '../format/countOf';
import type { DimensionCalibration, HealthDimension } from '../model';
import {
  speedDimensionIds,
  type CalibratedFactor,
  type SpeedCalibration,
  type SpeedDimensionId,
} from './SpeedCalibration';

/**
 * Says on each speed line what queries made of its curve.
 *
 * @param dimensions - By the calibrated curves.
 * @param byCurves - By the curves as they are.
 */
export function withCalibration(
  dimensions: HealthDimension[],
  byCurves: HealthDimension[],
  calibration: SpeedCalibration,
): HealthDimension[] {
  return dimensions.map(dimension => {
    const id = speedDimensionIds.find(known => known === dimension.id);
    const found = id && calibration.dimensions[id];
    if (!id || !found || dimension.state === 'unknown') {
      return dimension;
    }
    const costByCurve =
      byCurves.find(other => other.id === id)?.cost ?? dimension.cost;
    return {
      ...dimension,
      calibration: describe(id, found, dimension.cost, costByCurve),
    };
  });
}

function describe(
  id: SpeedDimensionId,
  found: CalibratedFactor,
  cost: number,
  costByCurve: number,
): DimensionCalibration {
  const { pointsChange: _, ...line } = found;
  const { state, factor, low, high, observations } = line;
  return {
    ...line,
    costByCurve,
    text:
      state === 'measured'
        ? `Measured on ${countOf(
            observations,
            'run',
          )} of your queries: the curve's points times ${factor} (${low} to ${high}), ${changed(
            cost,
            costByCurve,
          )}`
        : `The curve as it is: ${tooLittle(id, observations)}`,
  };
}

function changed(cost: number, costByCurve: number): string {
  if (costByCurve === 0) {
    return 'which changes nothing here, where it costs none';
  }
  return cost === costByCurve
    ? `${points(cost)} as before`
    : `${points(cost)} instead of ${costByCurve}`;
}

function tooLittle(id: SpeedDimensionId, observations: number): string {
  return observations === 0
    ? `${moved[id]} too little while your queries ran`
    : `${countOf(
        observations,
        'run',
      )} of your queries are not enough to tell another`;
}

const moved: Record<SpeedDimensionId, string> = {
  'file-layout': 'the file layout of tables changed',
  manifests: 'manifests changed',
  deletes: 'deletes changed',
  'order-and-statistics': 'order and statistics changed',
};

function points(cost: number): string {
  return `${cost} ${cost === 1 ? 'point' : 'points'}`;
}
