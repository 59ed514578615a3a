export * from './connections';
export * from './demoConfig';
export * from './sharedSystem';
export * from './System';
export * from './systems';
export * from './trinoCatalogs';
