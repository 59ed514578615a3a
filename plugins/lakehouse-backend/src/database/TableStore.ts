import type { DueMaintenance } from '@lakehouse-portal/maintenance';
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
  /** Since when listings lack it; absent while they have it. */
  goneAt?: number;
  /** Complete listings that lacked it, one after the other. */
  missedListings: number;
  /** Its loss was accepted by an administrator. */
  goneAccepted: boolean;
  scannedAt?: number;
  lastCommitAt?: number;
  judgedAt?: number;
  identityKey?: string;
  policyKey?: string;
  listing: ListedState;
  /** Absent: its folder was never listed. */
  orphans?: KnownOrphans;
}

/** Files in a table's folder that nothing refers to, as the last listing found them. */
export interface KnownOrphans {
  count: number;
  sizeBytes: number;
  listedAtMs: number;
  /** Of the table that was listed: one that was created anew under its name has another. */
  tableUuid: string;
  /** Why the plan that had it listed removes none of them; absent: it does, or there are none. */
  declined?: string;
}

/** What the listing alone says of a table: of one that is not read, all that is known. */
export interface ListedState {
  kind: 'table' | 'view';
  format: string;
  /** Why it is not read. */
  unreadable?: string;
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
  /** Absent: nothing is due. */
  due?: DueMaintenance;
}

/** What a table was read as. */
export interface TableReading extends Verdict {
  metadata: TableMetadata;
  /** What the next listing or reading is compared with. */
  version: string;
  statistics?: FileStatistics;
  scannedAt: number;
}

/** What is stored of a table in full. */
export interface TableDocuments {
  metadata: TableMetadata;
  statistics?: FileStatistics;
  health: TableHealth;
  /** When it was judged last, milliseconds since the epoch: a verdict that says the same is not written again. */
  judgedAt?: number;
}

/** A known table, and the name that it has now. */
export interface ExchangedName {
  id: number;
  tableUuid: string;
  schema: string;
  table: string;
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
  /**
   * Notes that one more complete listing did not have these tables. They stay as they are, and are shown as missing.
   *
   * @param accepted - an administrator said that they are gone; what was accepted before stays so
   */
  markGone(ids: number[], at: number, accepted: boolean): Promise<void>;
  /** Notes that a listing has tables again. */
  revive(ids: number[]): Promise<void>;
  /** Removes tables for good that lack in `listings` listings, since before or at `goneUntil`. Tells which. */
  remove(
    ids: number[],
    limits: { listings: number; goneUntil: number },
  ): Promise<number[]>;
  /** Says of a table what the listing says; what was read of one that is not read any more is forgotten. */
  saveListing(
    id: number,
    state: ListedState & {
      traits: Pick<TableTraits, 'owner' | 'layer' | 'identityKey'>;
      scannedAt: number;
    },
  ): Promise<void>;
  /**
   * One table was renamed to another that is new: what is known of the one before and its entity go on with the new one,
   * and the one before is removed. False when it came back meanwhile.
   */
  rename(fromId: number, toId: number): Promise<boolean>;

  /**
   * Tables have exchanged their names: what is known of each, and its entity, go on with it. False when one of them is another
   * table by now, or when these names are not theirs.
   */
  exchangeNames(exchanged: ExchangedName[]): Promise<boolean>;

  /**
   * Changes what is known of a table's orphan files. Its verdict is out of date then, and is not compared with the next
   * one: that somebody has looked is nothing that happened to the table.
   */
  changeOrphans(
    table: TableRef,
    change: (known: KnownOrphans | undefined) => KnownOrphans | undefined,
  ): Promise<void>;

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
  /** `combineIdentities` over all tables of a lakehouse. */
  combinedIdentity(lakehouse: string): Promise<string>;
}
