export * from './AccessDeniedError';
export * from './StorageConfigError';
export * from './StoreReadError';
