export { isDeletionVector } from './isDeletionVector';
export type {
  ColumnStatisticsLevel,
  ManifestProjectionOptions,
} from './manifestFields';
export { partitionKey } from './partitionKey';
export * from './readManifest';
export * from './readManifestList';
export * from './visitManifests';
