export * from './findMetadataLocation';
export * from './parseTableMetadata';
export * from './readTableMetadata';
