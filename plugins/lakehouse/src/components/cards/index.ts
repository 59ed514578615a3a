export { LakehouseHealthCard } from './LakehouseHealthCard';
export { TableHealthCard } from './TableHealthCard';
export { ViewCard } from './ViewCard';
