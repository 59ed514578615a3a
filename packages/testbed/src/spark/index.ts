export * from './SparkServer';
export type { SparkCatalogs } from './catalogSettings';
export * from './replaceSparkCatalogs';
export * from './runSparkSql';
