export * from './NessieCatalog';
export * from './NessieCatalogOptions';
