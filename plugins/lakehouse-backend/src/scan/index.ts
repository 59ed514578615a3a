export * from './LakehouseScanner';
export * from './resolveTraits';
export * from './ScanCaches';
export * from './TableJudge';
export * from './TableScanner';
