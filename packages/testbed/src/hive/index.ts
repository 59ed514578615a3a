export * from './HiveMetastoreServer';
export * from './startHiveMetastore';
export type { HiveMetastoreVersion } from './metastoreSchema';
