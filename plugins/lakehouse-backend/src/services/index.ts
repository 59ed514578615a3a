export * from './AuthorizedLakehouseService';
export * from './DatabaseLakehouseService';
export * from './LakehouseCreator';
export * from './sources';
