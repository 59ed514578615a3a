export * from './LakehouseEntityProvider';
export * from './readProviderConfig';
export type { LakehouseSource } from './createLakehouseReader';
export * from './TableRule';
