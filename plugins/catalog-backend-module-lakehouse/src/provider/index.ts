export * from './LakehouseEntityProvider';
export * from './readProviderConfig';
export type { LakehouseSource } from './readLakehouseEntities';
export * from './TableRule';
