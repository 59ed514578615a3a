export * from './errors';
export * from './createScanInput';
export { duckdbType } from './duckdbType';
export * from './localPath';
export * from './ScanInput';
export * from './scanSql';
