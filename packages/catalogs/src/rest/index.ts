export * from './IcebergRestCatalog';
export * from './IcebergRestCatalogOptions';
