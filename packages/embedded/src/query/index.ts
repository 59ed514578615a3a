export * from './errors';
export * from './QueryRequest';
export * from './QueryResult';
export * from './QueryRunner';
