export { lakehouseApiRef } from './lakehouseApiRef';
export { maintenanceApiRef } from './maintenanceApiRef';
