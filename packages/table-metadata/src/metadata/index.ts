export * from './findMetadataLocation';
export * from './isGarbageCollectionEnabled';
export * from './parseTableMetadata';
export * from './readMetadataGrowth';
export * from './readTableMetadata';
