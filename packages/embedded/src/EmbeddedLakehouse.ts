import { resolve } from 'node:path';
import { requireNamespaceName } from './catalog/namespaceName';
import {
  parseTableName,
  type TableIdentifier,
  type TableName,
} from './catalog/TableIdentifier';
import type { TablePointer } from './catalog/TablePointer';
import type { LakehouseContext } from './commit/LakehouseContext';
import { loadTableState } from './commit/loadTableState';
import { openContext } from './commit/openContext';
import type { TableState } from './commit/TableState';
import type { EmbeddedTable } from './EmbeddedTable';
import { ValidationError } from './errors';
import type { LakehouseOptions } from './LakehouseOptions';
import {
  contentChecksum,
  type TableChecksum,
} from './maintenance/contentChecksum';
import type {
  ExpireSnapshotsOptions,
  ExpireSnapshotsResult,
} from './maintenance/ExpireSnapshotsOptions';
import { expireSnapshots } from './maintenance/expireSnapshots';
import { removeOrphanFiles } from './maintenance/removeOrphanFiles';
import type {
  RemoveOrphanFilesOptions,
  RemoveOrphanFilesResult,
} from './maintenance/RemoveOrphanFilesOptions';
import { rewriteDataFiles } from './maintenance/rewriteDataFiles';
import type {
  RewriteDataFilesOptions,
  RewriteDataFilesResult,
} from './maintenance/RewriteDataFilesOptions';
import { rewriteManifests } from './maintenance/rewriteManifests';
import type {
  RewriteManifestsOptions,
  RewriteManifestsResult,
} from './maintenance/RewriteManifestsOptions';
import { append } from './operations/append';
import type { WriteOptions } from './operations/CommitOptions';
import type { CommitResult } from './operations/CommitResult';
import { createTable } from './operations/createTable';
import type { CreateTableOptions } from './operations/CreateTableOptions';
import { deleteRows } from './operations/deleteRows';
import type { DeleteOptions, UpdateOptions } from './operations/DeleteOptions';
import { dropTable } from './operations/dropTable';
import * as evolve from './operations/evolveTable';
import * as refs from './operations/manageRefs';
import { overwrite } from './operations/overwrite';
import type { OverwriteOptions } from './operations/OverwriteOptions';
import type { BranchOptions, TagOptions } from './operations/RefOptions';
import type { RowSource } from './operations/RowSource';
import { updateRows } from './operations/updateRows';
import type { PartitionChange } from './partitioning/PartitionBy';
import type { SortBy } from './partitioning/SortBy';
import type { SchemaChange } from './schema/SchemaChange';
import { toFileLocation } from './storage/fileLocation';

/**
 * A lakehouse on the local disk: genuine Iceberg tables, SQLite as their catalog, DuckDB as their engine.
 *
 * Meant for trying out, for tests and for small data (a few million rows, a few thousand files a table); from there on
 * use Trino or Spark on the same tables. Several processes may use one lakehouse at once: every commit is an atomic
 * compare-and-swap on the catalog's row.
 *
 * Names of tables are `namespace.table`; a namespace may have several levels (`sales.eu.orders`).
 * @public
 */
export class EmbeddedLakehouse {
  readonly name: string;
  /** Path of the folder with `catalog.db` and `warehouse/`. */
  readonly directory: string;
  /** Location of the warehouse folder, `file:///…`. */
  readonly warehouseLocation: string;
  readonly #context: LakehouseContext;
  #isClosed = false;

  private constructor(
    name: string,
    directory: string,
    context: LakehouseContext,
  ) {
    this.name = name;
    this.directory = directory;
    this.warehouseLocation = toFileLocation(context.warehouse);
    this.#context = context;
  }

  /**
   * Opens a lakehouse, and makes it when it is not there.
   *
   * @throws ValidationError for a folder that other engines would read differently.
   */
  static async open(options: LakehouseOptions): Promise<EmbeddedLakehouse> {
    const directory = resolve(options.directory);
    const { name } = options;
    if (name !== undefined && (name.trim() === '' || name.length > 255)) {
      throw new ValidationError(
        `The name of a lakehouse must have 1 to 255 characters, got '${name}'.`,
      );
    }
    const context = await openContext({ ...options, directory });
    return new EmbeddedLakehouse(context.catalog.name, directory, context);
  }

  /** Waits for running work of the engine, and closes everything. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#context.engine.close();
    this.#context.catalog.close();
  }

  /** @throws ValidationError, AlreadyExistsError */
  async createNamespace(
    namespace: string,
    properties: Record<string, string> = {},
  ): Promise<void> {
    requireNamespaceName(namespace);
    this.#context.catalog.createNamespace(namespace, properties);
  }

  /** @throws NoSuchNamespaceError, NamespaceNotEmptyError */
  async dropNamespace(namespace: string): Promise<void> {
    this.#context.catalog.dropNamespace(namespace);
  }

  /** All namespaces, sorted; parents come before their children. */
  async listNamespaces(): Promise<
    Array<{ name: string; properties: Record<string, string> }>
  > {
    const { catalog } = this.#context;
    return catalog
      .listNamespaces()
      .map(name => ({ name, properties: catalog.namespaceProperties(name) }));
  }

  /** An undefined value removes a property. @throws NoSuchNamespaceError */
  async setNamespaceProperties(
    namespace: string,
    properties: Record<string, string | undefined>,
  ): Promise<void> {
    this.#context.catalog.setNamespaceProperties(namespace, properties);
  }

  /** @throws ValidationError, NoSuchNamespaceError, AlreadyExistsError */
  async createTable(
    table: TableName,
    options: CreateTableOptions,
  ): Promise<EmbeddedTable> {
    const identifier = parseTableName(table);
    return toTable(
      identifier,
      await createTable(this.#context, identifier, options),
    );
  }

  /** Takes a table into the catalog whose files are there already. @throws DamagedTableError, AlreadyExistsError, NoSuchNamespaceError */
  async registerTable(
    table: TableName,
    metadataLocation: string,
  ): Promise<EmbeddedTable> {
    const identifier = parseTableName(table);
    this.#context.caches.states.delete(metadataLocation);
    const state = await loadTableState(this.#context, metadataLocation);
    this.#context.catalog.insertTable(identifier, metadataLocation);
    return toTable(identifier, state);
  }

  /** @throws NoSuchTableError, DamagedTableError */
  async loadTable(table: TableName): Promise<EmbeddedTable> {
    const identifier = parseTableName(table);
    const { metadataLocation } = this.#context.catalog.requireTable(identifier);
    return toTable(
      identifier,
      await loadTableState(this.#context, metadataLocation),
    );
  }

  async tableExists(table: TableName): Promise<boolean> {
    return this.#context.catalog.findTable(parseTableName(table)) !== undefined;
  }

  /** All tables with their newest metadata files, or those of one namespace, in one query. */
  async listTables(namespace?: string): Promise<TablePointer[]> {
    return this.#context.catalog.listTables(namespace);
  }

  /** The files stay where they are. @throws NoSuchTableError, NoSuchNamespaceError, AlreadyExistsError */
  async renameTable(from: TableName, to: TableName): Promise<void> {
    this.#context.catalog.renameTable(parseTableName(from), parseTableName(to));
  }

  /** With `purge` its files go too. @throws NoSuchTableError, ValidationError when purging is not safe */
  async dropTable(
    table: TableName,
    options: { purge?: boolean } = {},
  ): Promise<void> {
    await dropTable(this.#context, parseTableName(table), options);
  }

  /** Appends rows in one commit; without rows nothing is committed. @throws ValidationError when the rows do not fit */
  async append(
    table: TableName,
    source: RowSource,
    options?: WriteOptions,
  ): Promise<CommitResult> {
    return append(this.#context, parseTableName(table), source, options);
  }

  /** Replaces rows in one commit: all, those that match a condition, or those of the partitions that get new ones. */
  async overwrite(
    table: TableName,
    source: RowSource,
    options?: OverwriteOptions,
  ): Promise<CommitResult> {
    return overwrite(this.#context, parseTableName(table), source, options);
  }

  /** Deletes rows by a condition. @throws ValidationError, UnsupportedOperationError for merge-on-read outside of version 2 */
  async delete(
    table: TableName,
    options: DeleteOptions,
  ): Promise<CommitResult> {
    return deleteRows(this.#context, parseTableName(table), options);
  }

  /** Updates rows by a condition, in one commit. */
  async update(
    table: TableName,
    options: UpdateOptions,
  ): Promise<CommitResult> {
    return updateRows(this.#context, parseTableName(table), options);
  }

  /** @throws ValidationError, AlreadyExistsError */
  async updateSchema(
    table: TableName,
    changes: SchemaChange[],
  ): Promise<CommitResult> {
    return evolve.updateSchema(this.#context, parseTableName(table), changes);
  }

  /** Files that are there keep their partitioning. @throws ValidationError, AlreadyExistsError */
  async updatePartitioning(
    table: TableName,
    changes: PartitionChange[],
  ): Promise<CommitResult> {
    return evolve.updatePartitioning(
      this.#context,
      parseTableName(table),
      changes,
    );
  }

  /** Files that are there keep their order. No keys: unsorted. @throws ValidationError */
  async replaceSortOrder(
    table: TableName,
    sortBy: SortBy[],
  ): Promise<CommitResult> {
    return evolve.replaceSortOrder(
      this.#context,
      parseTableName(table),
      sortBy,
    );
  }

  /** An undefined value removes a property. */
  async setProperties(
    table: TableName,
    properties: Record<string, string | undefined>,
  ): Promise<CommitResult> {
    return evolve.setProperties(
      this.#context,
      parseTableName(table),
      properties,
    );
  }

  async removeProperties(
    table: TableName,
    keys: string[],
  ): Promise<CommitResult> {
    return evolve.removeProperties(this.#context, parseTableName(table), keys);
  }

  /** @throws UnsupportedOperationError: versions only go up. */
  async upgradeFormatVersion(
    table: TableName,
    formatVersion: 2 | 3,
  ): Promise<CommitResult> {
    return evolve.upgradeFormatVersion(
      this.#context,
      parseTableName(table),
      formatVersion,
    );
  }

  /** @throws AlreadyExistsError, NoSuchSnapshotError, ValidationError */
  async createBranch(
    table: TableName,
    name: string,
    options?: BranchOptions,
  ): Promise<CommitResult> {
    return refs.createBranch(
      this.#context,
      parseTableName(table),
      name,
      options,
    );
  }

  /** @throws AlreadyExistsError, NoSuchSnapshotError, ValidationError */
  async createTag(
    table: TableName,
    name: string,
    options?: TagOptions,
  ): Promise<CommitResult> {
    return refs.createTag(this.#context, parseTableName(table), name, options);
  }

  /** @throws NoSuchRefError, ValidationError for `main` */
  async dropRef(table: TableName, name: string): Promise<CommitResult> {
    return refs.dropRef(this.#context, parseTableName(table), name);
  }

  /** Moves a branch to where another branch or a tag is, if that follows it. @throws NoSuchRefError, ValidationError */
  async fastForward(
    table: TableName,
    branch: string,
    to: string,
  ): Promise<CommitResult> {
    return refs.fastForward(this.#context, parseTableName(table), branch, to);
  }

  /** Makes an ancestor of the branch's newest snapshot the newest again. @throws NoSuchSnapshotError, ValidationError */
  async rollback(
    table: TableName,
    snapshotId: string,
    options?: { branch?: string },
  ): Promise<CommitResult> {
    return refs.rollback(
      this.#context,
      parseTableName(table),
      snapshotId,
      options,
    );
  }

  /** Forgets old snapshots, then removes the files that no remaining one needs. */
  async expireSnapshots(
    table: TableName,
    options?: ExpireSnapshotsOptions,
  ): Promise<ExpireSnapshotsResult> {
    return expireSnapshots(this.#context, parseTableName(table), options);
  }

  /** Compaction: fewer, well-sized files in sort order, deletes applied. @throws CommitConflictError */
  async rewriteDataFiles(
    table: TableName,
    options?: RewriteDataFilesOptions,
  ): Promise<RewriteDataFilesResult> {
    return rewriteDataFiles(this.#context, parseTableName(table), options);
  }

  /** Merges manifests, clustered by partition. @throws CommitConflictError */
  async rewriteManifests(
    table: TableName,
    options?: RewriteManifestsOptions,
  ): Promise<RewriteManifestsResult> {
    return rewriteManifests(this.#context, parseTableName(table), options);
  }

  /** Reads all rows of a snapshot, and boils them down to a checksum that depends on neither their order nor on files. */
  async contentChecksum(
    table: TableName,
    options?: { snapshotId?: string },
  ): Promise<TableChecksum> {
    return contentChecksum(this.#context, parseTableName(table), options);
  }

  /** Removes files in the table's folder that nothing refers to. @throws ValidationError when that is not safe */
  async removeOrphanFiles(
    table: TableName,
    options?: RemoveOrphanFilesOptions,
  ): Promise<RemoveOrphanFilesResult> {
    return removeOrphanFiles(this.#context, parseTableName(table), options);
  }
}

function toTable(
  identifier: TableIdentifier,
  state: TableState,
): EmbeddedTable {
  return {
    identifier,
    metadataLocation: state.location,
    get metadata() {
      return state.model;
    },
  };
}
