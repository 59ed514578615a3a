export { LakehouseHealthCard } from './LakehouseHealthCard';
export { TableHealthCard } from './TableHealthCard';
