export * from './LakehouseConfig';
export * from './parseOwner';
export * from './readConnection';
export * from './readLakehouseConfig';
export * from './readSourceScan';
