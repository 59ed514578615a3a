export * from './BlueprintClient';
export * from './LakehouseClient';
export type { LakehouseClientOptions } from './LakehouseTransport';
export * from './MaintenanceClient';
export * from './PolicyClient';
