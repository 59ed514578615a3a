export * from './TrinoClient';
export * from './TrinoQueryOptions';
export * from './TrinoResult';
