import type { TableName } from './catalog/TableIdentifier';
import type { TablePointer } from './catalog/TablePointer';
import type { EmbeddedTable } from './EmbeddedTable';
import type { LakehouseOptions } from './LakehouseOptions';
import type { ExpireSnapshotsOptions, ExpireSnapshotsResult } from './maintenance/ExpireSnapshotsOptions';
import type { RemoveOrphanFilesOptions, RemoveOrphanFilesResult } from './maintenance/RemoveOrphanFilesOptions';
import type { RewriteDataFilesOptions, RewriteDataFilesResult } from './maintenance/RewriteDataFilesOptions';
import type { RewriteManifestsOptions, RewriteManifestsResult } from './maintenance/RewriteManifestsOptions';
import type { WriteOptions } from './operations/CommitOptions';
import type { CommitResult } from './operations/CommitResult';
import type { CreateTableOptions } from './operations/CreateTableOptions';
import type { DeleteOptions, UpdateOptions } from './operations/DeleteOptions';
import type { OverwriteOptions } from './operations/OverwriteOptions';
import type { RowSource } from './operations/RowSource';
import type { PartitionChange } from './partitioning/PartitionBy';
import type { SortBy } from './partitioning/SortBy';
import type { SchemaChange } from './schema/SchemaChange';

/**
 * DRAFT of the interface: bodies follow. Names and types below are meant to stay.
 * @public
 */
export declare class EmbeddedLakehouse {
  static open(options: LakehouseOptions): Promise<EmbeddedLakehouse>;
  readonly name: string;
  readonly directory: string;
  /** Location of the warehouse folder, `file:///…`. */
  readonly warehouseLocation: string;
  close(): Promise<void>;

  createNamespace(namespace: string, properties?: Record<string, string>): Promise<void>;
  dropNamespace(namespace: string): Promise<void>;
  listNamespaces(): Promise<Array<{ name: string; properties: Record<string, string> }>>;
  setNamespaceProperties(namespace: string, properties: Record<string, string | undefined>): Promise<void>;

  createTable(table: TableName, options: CreateTableOptions): Promise<EmbeddedTable>;
  registerTable(table: TableName, metadataLocation: string): Promise<EmbeddedTable>;
  loadTable(table: TableName): Promise<EmbeddedTable>;
  tableExists(table: TableName): Promise<boolean>;
  listTables(namespace?: string): Promise<TablePointer[]>;
  renameTable(from: TableName, to: TableName): Promise<void>;
  dropTable(table: TableName, options?: { purge?: boolean }): Promise<void>;

  append(table: TableName, source: RowSource, options?: WriteOptions): Promise<CommitResult>;
  overwrite(table: TableName, source: RowSource, options?: OverwriteOptions): Promise<CommitResult>;
  delete(table: TableName, options: DeleteOptions): Promise<CommitResult>;
  update(table: TableName, options: UpdateOptions): Promise<CommitResult>;

  updateSchema(table: TableName, changes: SchemaChange[]): Promise<CommitResult>;
  updatePartitioning(table: TableName, changes: PartitionChange[]): Promise<CommitResult>;
  replaceSortOrder(table: TableName, sortBy: SortBy[]): Promise<CommitResult>;
  setProperties(table: TableName, properties: Record<string, string>): Promise<CommitResult>;
  removeProperties(table: TableName, keys: string[]): Promise<CommitResult>;
  upgradeFormatVersion(table: TableName, formatVersion: 2 | 3): Promise<CommitResult>;

  createBranch(table: TableName, name: string, options?: { snapshotId?: string; minSnapshotsToKeep?: number; maxSnapshotAgeMs?: number; maxRefAgeMs?: number }): Promise<CommitResult>;
  createTag(table: TableName, name: string, options?: { snapshotId?: string; maxRefAgeMs?: number }): Promise<CommitResult>;
  dropRef(table: TableName, name: string): Promise<CommitResult>;
  fastForward(table: TableName, branch: string, to: string): Promise<CommitResult>;
  /** Makes an ancestor of the branch's newest snapshot the newest again. */
  rollback(table: TableName, snapshotId: string, options?: { branch?: string }): Promise<CommitResult>;

  expireSnapshots(table: TableName, options?: ExpireSnapshotsOptions): Promise<ExpireSnapshotsResult>;
  rewriteDataFiles(table: TableName, options?: RewriteDataFilesOptions): Promise<RewriteDataFilesResult>;
  rewriteManifests(table: TableName, options?: RewriteManifestsOptions): Promise<RewriteManifestsResult>;
  removeOrphanFiles(table: TableName, options?: RemoveOrphanFilesOptions): Promise<RemoveOrphanFilesResult>;
}
