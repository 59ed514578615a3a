export { blueprintApiRef } from './blueprintApiRef';
export { lakehouseApiRef } from './lakehouseApiRef';
export { maintenanceApiRef } from './maintenanceApiRef';
export { policyApiRef } from './policyApiRef';
