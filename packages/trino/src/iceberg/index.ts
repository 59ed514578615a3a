export * from './failures';
export * from './listTables';
export * from './QueryGate';
export * from './readMetadataLog';
export * from './readTable';
export * from './TableQueries';
export * from './TrinoTableName';
export type { TrinoTableReading } from './TrinoTableReading';
