export * from './errors';
export * from './createScanInput';
export { duckdbType } from './duckdbType';
export * from './localPath';
export * from './quotedIdentifier';
export * from './quotedString';
export * from './ScanInput';
export * from './scanSql';
