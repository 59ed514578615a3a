export * from './fetchPostgres';
export * from './PostgresServer';
export * from './startPostgres';
