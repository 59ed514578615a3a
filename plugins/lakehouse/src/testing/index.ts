export { createMockLakehouseApi } from './MockLakehouseApi';
export {
  mockEntities,
  mockLakehouseEntity,
  mockSchemaEntity,
  mockTableEntity,
} from './mockEntities';
export { mockHealth } from './mockHealth';
export { mockLakehouse, mockOverview, mockRollUp } from './mockLakehouses';
export { mockManyTables } from './mockManyTables';
export { mockComparison, mockSnapshots } from './mockSnapshots';
export { mockColumns, mockTableDetail } from './mockTableDetail';
export { mockTable, mockTables } from './mockTables';
export {
  createMockLakehouseApiVariant,
  type MockVariant,
} from './mockVariants';
