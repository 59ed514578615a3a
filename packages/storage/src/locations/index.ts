export * from './parseStoreLocation';
export * from './redactLocation';
export * from './StoreLocation';
export * from './Warehouses';
