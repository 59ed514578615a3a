export * from './findMetadataLocation';
export * from './parseTableMetadata';
export * from './readMetadataGrowth';
export * from './readTableMetadata';
