export * from './FolderCatalog';
export * from './FolderCatalogOptions';
