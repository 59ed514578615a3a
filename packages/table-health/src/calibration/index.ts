export * from './calibrateSpeed';
export {
  factorOf,
  speedDimensionIds,
  type CalibratedFactor,
  type SpeedCalibration,
  type SpeedDimensionId,
  type SpeedObservation,
} from './SpeedCalibration';
