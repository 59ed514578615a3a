export { isDeletionVector } from './isDeletionVector';
export type { ColumnStatisticsLevel } from './manifestFields';
export { partitionKey } from './partitionKey';
export * from './readManifest';
export * from './readManifestList';
export * from './visitManifests';
