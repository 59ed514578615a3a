export * from './Catalog';
export * from './CatalogDescription';
export * from './CatalogTable';
export * from './ConnectionCheck';
export * from './TableHistory';
export * from './namespaceName';
