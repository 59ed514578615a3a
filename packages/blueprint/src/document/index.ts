export { applyDefaults } from './applyDefaults';
export {
  InvalidLakehouseError,
  type LakehouseProblem,
} from './InvalidLakehouseError';
export type {
  Database,
  InClusterStorage,
  Lakehouse,
  Storage,
  TrinoSettings,
} from './Lakehouse';
export type * from './LakehouseDocument';
export { lakehouseJsonSchema } from './lakehouseJsonSchema';
export { maintenanceOfDocument } from './maintenanceOfDocument';
export { parseLakehouse, readLakehouse } from './parseLakehouse';
export { LAKEHOUSE_API_VERSION } from './schema/lakehouseSchema';
