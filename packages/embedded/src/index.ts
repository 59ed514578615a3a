/**
 * The embedded lakehouse: genuine Iceberg tables on the local disk, SQLite as their catalog, DuckDB as their engine.
 *
 * @packageDocumentation
 */
export * from './catalog/TableIdentifier';
export * from './catalog/TablePointer';
export * from './EmbeddedLakehouse';
export * from './EmbeddedTable';
export * from './errors';
export * from './example';
export * from './LakehouseOptions';
export type { TableChecksum } from './maintenance/contentChecksum';
export * from './maintenance/ExpireSnapshotsOptions';
export * from './maintenance/RemoveOrphanFilesOptions';
export * from './maintenance/RewriteDataFilesOptions';
export * from './maintenance/RewriteManifestsOptions';
export * from './operations/CommitOptions';
export * from './operations/CommitResult';
export * from './operations/CreateTableOptions';
export * from './operations/DeleteOptions';
export * from './operations/OverwriteOptions';
export * from './operations/RowSource';
export * from './partitioning/PartitionBy';
export * from './partitioning/SortBy';
export * from './schema/ColumnSpec';
export * from './schema/SchemaChange';
export * from './operations/RefOptions';
export * from './query';
export {
  createScanInput,
  type CreateScanInputOptions,
  type ScanInput,
} from './scan';
