export * from './LakehouseScanner';
export * from './resolveTraits';
export * from './TableJudge';
export * from './TableScanner';
