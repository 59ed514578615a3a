import type { Curve, SpeedCurves } from '../curves';
import {
  factorOf,
  type SpeedCalibration,
  type SpeedDimensionId,
} from './SpeedCalibration';

/** Which dimension each curve belongs to. */
const dimensionOfCurve: Record<keyof SpeedCurves, SpeedDimensionId> = {
  fileLayout: 'file-layout',
  manifests: 'manifests',
  positionDeletes: 'deletes',
  deletedRows: 'deletes',
  equalityDeletes: 'deletes',
  orderFiles: 'order-and-statistics',
  orderRows: 'order-and-statistics',
};

/** The curves with their points multiplied by what queries say. From where on something costs stays. */
export function calibratedCurves(
  curves: SpeedCurves,
  calibration: SpeedCalibration | undefined,
): SpeedCurves {
  const scaled = { ...curves };
  for (const name of Object.keys(dimensionOfCurve) as Array<
    keyof SpeedCurves
  >) {
    const factor = factorOf(calibration, dimensionOfCurve[name]);
    if (factor !== 1) {
      scaled[name] = scaledCurve(curves[name], factor);
    }
  }
  return scaled;
}

function scaledCurve(curve: Curve, factor: number): Curve {
  return {
    ...curve,
    knots: curve.knots.map(([input, points]) => [input, points * factor]),
    ...(curve.maxPoints === undefined
      ? {}
      : { maxPoints: curve.maxPoints * factor }),
  };
}
