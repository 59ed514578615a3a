export * from './AuthorizedLakehouseService';
export * from './DatabaseLakehouseService';
export * from './LakehouseCreator';
export * from './RegisteredLakehouses';
export * from './sources';
