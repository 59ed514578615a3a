export * from './connections';
export * from './demoConfig';
export * from './sharedSystem';
export * from './sparkCatalogs';
export * from './System';
export * from './systems';
export * from './trinoCatalogs';
