export { lakehouseApiRef } from './lakehouseApiRef';
