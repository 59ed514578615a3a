export * from './Calibrations';
export * from './isCalibrated';
export * from './ObservationStore';
export * from './QueryObserver';
