import type { TableHealth } from '@lakehouse-portal/table-health';
import type {
  FileStatistics,
  TableMetadata,
} from '@lakehouse-portal/table-metadata';
import type {
  HealthHistoryPoint,
  TableRef,
  TablesPage,
  TablesQuery,
  TableSummary,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type { TableGroup } from './tableGroups';

/** What the database knows of a table before a scan. */
export interface KnownTable {
  id: number;
  schema: string;
  table: string;
  tableUuid?: string;
  /** Version of the table that the stored figures come from (see `versionOf`); absent: never read. */
  readVersion?: string;
  scanError?: string;
  /** A manifest could not be read. */
  incomplete: boolean;
  goneAt?: number;
  judgedAt?: number;
  identityKey?: string;
  policyKey?: string;
}

/** What a table is apart from its files: decided by its properties, its schema's and the configuration. */
export interface TableTraits {
  owner?: string;
  layer?: string;
  description?: string;
  /** Hash of what the entity of the table shows. */
  identityKey: string;
}

/** A verdict, and what it was made by. */
export interface Verdict {
  traits: TableTraits;
  health: TableHealth;
  policyKey: string;
  judgedAt: number;
}

/** What a table was read as. */
export interface TableReading extends Verdict {
  metadata: TableMetadata;
  /** What the next listing or reading is compared with. */
  version: string;
  statistics?: FileStatistics;
  reclaimableBytes?: number;
  scannedAt: number;
}

/** What is stored of a table in full. */
export interface TableDocuments {
  metadata: TableMetadata;
  statistics?: FileStatistics;
  health: TableHealth;
}

/** Keeps tables, what was read of them, and the verdicts. */
export interface TableStore {
  /** All tables of a lakehouse, those that are gone too. */
  listKnown(lakehouse: string): Promise<KnownTable[]>;
  /** Adds tables that were seen for the first time; one that another replica added meanwhile is returned as it is. */
  add(
    lakehouse: string,
    tables: Array<{ schema: string; table: string }>,
  ): Promise<KnownTable[]>;
  /** Hides tables that a complete listing did not have. */
  markGone(ids: number[], at: number): Promise<void>;
  /** Shows tables again that were thought to be gone. */
  revive(ids: number[]): Promise<void>;
  /** Removes tables for good that are still marked as gone since before `goneBefore`. */
  remove(ids: number[], goneBefore: number): Promise<void>;
  /** Moves the history of a table to another one: it was renamed. */
  moveHistory(fromId: number, toId: number): Promise<void>;

  saveReading(id: number, reading: TableReading): Promise<void>;
  saveVerdict(id: number, verdict: Verdict): Promise<void>;
  /** Remembers why a read failed, and keeps the last good answer. */
  saveFailure(id: number, error: string): Promise<void>;
  /** Says of tables whose metadata or verdict has not changed that they were looked at. */
  touch(
    ids: number[],
    times: { scannedAt?: number; judgedAt?: number },
  ): Promise<void>;

  find(
    table: TableRef,
  ): Promise<{ id: number; summary: TableSummary } | undefined>;
  readDocuments(id: number): Promise<TableDocuments | undefined>;
  /** A page of the tables of these lakehouses that a query asks for. */
  list(
    query: TablesQuery,
    context: { lakehouses: readonly string[]; nowMs: number },
  ): Promise<TablesPage>;
  /** Sums by lakehouse, schema, owner and layer. */
  listGroups(lakehouses: readonly string[]): Promise<TableGroup[]>;
  /** Oldest first. */
  listHistory(id: number): Promise<HealthHistoryPoint[]>;
  /** Removes verdicts of days before this one (UTC, YYYY-MM-DD). */
  pruneHistory(beforeDay: string): Promise<void>;
}
