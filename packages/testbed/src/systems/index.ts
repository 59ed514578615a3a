export * from './connections';
export * from './sharedSystem';
export * from './System';
export * from './systems';
