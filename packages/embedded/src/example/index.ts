export * from './createRetailLakehouse';
export * from './ensureRetailLakehouse';
export * from './RetailError';
export * from './RetailTable';
export * from './retailTables';
