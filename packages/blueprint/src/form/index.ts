export { principalOf } from './accessFromForm';
export { documentFromForm } from './documentFromForm';
export { formFieldOf } from './formFieldOf';
export type { FormAccess, LakehouseForm } from './LakehouseForm';
