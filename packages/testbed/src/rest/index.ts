export * from './S3Access';
export * from './startIcebergRest';
