/**
 * The lakehouse plugin of the portal: pages, entity tabs and cards.
 *
 * @packageDocumentation
 */
export { lakehousePlugin as default } from './plugin';
export { lakehouseApiRef, maintenanceApiRef, policyApiRef } from './api';
export {
  isLakehouse,
  isLakehouseSchema,
  isLakehouseTable,
} from './isLakehouseEntity';
export { lakehouseTranslationRef } from './translation';
