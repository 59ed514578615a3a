export * from './fetchPostgres';
export * from './PostgresServer';
export * from './recreateDatabase';
export * from './startPostgres';
