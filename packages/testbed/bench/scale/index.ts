export * from './CountedProvider';
export * from './ManyTables';
export * from './startPortalBackend';
