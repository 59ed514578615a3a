export * from './AuthorizedLakehouseService';
export * from './DatabaseLakehouseService';
export * from './LakehouseCreator';
