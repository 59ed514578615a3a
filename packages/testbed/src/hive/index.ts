export * from './HiveMetastoreServer';
export * from './startHiveMetastore';
