export * from './SparkServer';
export * from './replaceSparkCatalogs';
export * from './runSparkSql';
