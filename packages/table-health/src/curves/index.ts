export * from './Curve';
export * from './pointsOn';
export * from './promiseCurves';
export * from './speedCurves';
