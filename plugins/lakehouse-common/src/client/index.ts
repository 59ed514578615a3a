export * from './LakehouseClient';
