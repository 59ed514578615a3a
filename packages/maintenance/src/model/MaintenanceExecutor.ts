import type { TableMetadata } from '@lakehouse-portal/table-metadata';
import type { MaintenanceOperation } from './MaintenanceOperation';
import type { MaintenanceUnit } from './MaintenanceUnit';
import type { TableStore } from './TableStore';

/**
 * Runs units on one engine. A unit is one commit (or one deletion pass) of that engine: after an error or a crash the
 * caller reads the table's metadata to learn whether it took place.
 * @public
 */
export interface MaintenanceExecutor {
  /** As people know it: `Trino 476`, `embedded`. */
  readonly engine: string;
  /** What this engine can do to this kind of table; asked before a button is shown. */
  readonly capabilities: Record<MaintenanceOperation, ExecutorCapability>;
  /**
   * Runs one unit.
   *
   * @throws ConflictError when a live writer was faster: to be tried again after a pause;
   * UnsupportedUnitError when the engine can't do it; ExecutorError for everything else. An abort rejects with the
   * signal's reason once the engine has been told to stop.
   */
  run(
    table: ExecutorTable,
    unit: MaintenanceUnit,
    options?: {
      signal?: AbortSignal;
      onProgress?: (progress: UnitProgress) => void;
      /**
       * Names this attempt, so that what it committed can be found after a crash: printable ASCII without spaces. Where
       * the engine allows it, the summary of the snapshot has it as `lakehouse.unit`.
       */
      key?: string;
      /** For engines that are watched at work: what they remove is compared with what was approved. */
      store?: TableStore;
    },
  ): Promise<UnitOutcome>;
  /**
   * After a crash, before anything else is done to the table: sees to it that an attempt is over, and tells what the
   * engine remembers of it. Absent: an attempt ends with the process that made it.
   *
   * @throws ExecutorError when the attempt may still be running: nothing may be done then.
   */
  settle?(
    table: ExecutorTable,
    key: string,
    options?: { signal?: AbortSignal },
  ): Promise<SettledAttempt>;
  /**
   * Files in the table's folder that no metadata refers to. Nothing is changed. Absent: nobody can tell before they are
   * removed.
   *
   * @param options - `olderThanMs`: those of interest were last modified before this instant, milliseconds since the epoch.
   * `allowYoung`: an administrator allowed an age below what the engine itself insists on. `store`: for engines that can't
   * be asked. `after`: what is to be done to the table before they are removed.
   * @throws OrphansUnknownError when it can't be told.
   */
  listOrphanFiles?(
    table: ExecutorTable,
    options: {
      olderThanMs: number;
      allowYoung?: boolean;
      store?: TableStore;
      after?: BeforeOrphans;
      signal?: AbortSignal;
    },
  ): Promise<OrphanListing>;
  /**
   * What would go with some snapshots: all files, those of metadata too, or why they must not expire. Nothing is changed.
   * Absent: the engine can't tell before it removes them.
   *
   * @returns undefined where it is not known: too much would have to be read, or something can't be.
   */
  previewExpiry?(
    table: ExecutorTable,
    snapshotIds: readonly string[],
    options?: { store?: TableStore; signal?: AbortSignal },
  ): Promise<ExpiryPreview | undefined>;
  /**
   * Which data and delete files it removes with snapshots; undefined where that is not known. Absent: all that become
   * unreachable.
   */
  expiryRule?(
    metadata: TableMetadata,
    snapshotIds: readonly string[],
  ): ExpiryRule | undefined;
  /**
   * Rows and content checksum of a snapshot, to compare before and after. The checksum doesn't depend on the order of
   * rows nor on how they are spread over files.
   */
  checksum(
    table: ExecutorTable,
    options?: { snapshotId?: string; signal?: AbortSignal },
  ): Promise<ContentChecksum>;
  /** Makes a former snapshot the current one again. Absent: the engine can't. */
  rollback?(
    table: ExecutorTable,
    snapshotId: string,
    options?: { signal?: AbortSignal },
  ): Promise<void>;
}

/**
 * Name of a table in the engine, unquoted.
 * @public
 */
export interface ExecutorTable {
  namespace: string;
  name: string;
}

/** @public */
export interface ExecutorCapability {
  supported: boolean;
  /** Why not, or what to mind, as a full sentence. */
  note?: string;
  /**
   * Transforms (`identity`, `day` …, without parameters) by whose fields a single partition can be selected. Absent: by
   * those of all. A partition with other fields can only be rewritten together with the whole table.
   */
  partitionTransforms?: string[];
  /** Names of the table properties that it can set. Absent: all. */
  properties?: string[];
  /** Why the operation is not for some tables of this engine, as full sentences. Absent: it is for all. */
  notFor?: {
    /** Tables with a partition spec. */
    partitioned?: string;
    /** Tables that have deletion vectors. */
    deletionVectors?: string;
    /** Tables of a format version above the one that the engine can take. */
    formatVersion?: { above: number; reason: string };
  };
}

/** What an engine remembers of an attempt that nobody waited for. @public */
export interface SettledAttempt {
  /** Ids of its queries, which snapshots name as `trino_query_id`. */
  queryIds: string[];
  /** True when it still ran, and was stopped. */
  stopped: boolean;
}

/** @public */
export interface UnitProgress {
  /** 0 to 1, where the engine tells. */
  share?: number;
  /** Decimal string. */
  processedBytes?: string;
  /** What it does now. */
  activity?: string;
  /** The engine's id of the query: told as soon as it is known, to be able to find what it committed. */
  queryId?: string;
}

/**
 * What a unit really did. Counts are absent where the engine doesn't tell; the caller then reads them from metadata.
 * @public
 */
export interface UnitOutcome {
  /** Decimal id of the snapshot that the unit committed; absent: it made none. */
  snapshotId?: string;
  removedDataFiles?: number;
  addedDataFiles?: number;
  /** Decimal strings. */
  rewrittenBytes?: string;
  freedBytes?: string;
  expiredSnapshots?: number;
  deletedFiles?: number;
  /** What could not be done, in sentences; the unit counts as done nevertheless. */
  warnings?: string[];
}

/**
 * Which data and delete files go with snapshots: all that no other snapshot needs, or those that the snapshots themselves
 * had taken out of the table. What others of these took out goes with these; until then it is an orphan.
 * @public
 */
export type ExpiryRule = 'all-unreachable' | 'removed-by-them';

/** What would go with snapshots. @public */
export interface ExpiryPreview {
  files: number;
  sizeBytes: bigint;
  /** Why they must not expire, as a full sentence: another table needs files that would go, say. Then the rest is 0. */
  refusal?: string;
}

/** A file that no metadata refers to. @public */
export interface OrphanFile {
  location: string;
  sizeBytes: bigint;
  /** Milliseconds since the epoch. */
  modifiedMs: number;
}

/** What is to be done to a table before its orphan files are removed. @public */
export interface BeforeOrphans {
  /** Snapshots that expire, decimal ids. */
  expiring: readonly string[];
  /** Commits that are made. */
  commits: number;
}

/** What was found in a table's folder. @public */
export interface OrphanListing {
  /** Files that nothing refers to and that the engine would remove, whatever their age. */
  files: OrphanFile[];
  /** Files that are orphans once the snapshots have expired: the engine removes with snapshots only what those removed. */
  afterExpiry?: OrphanFile[];
  /** Only files last modified before this instant can go, milliseconds since the epoch. Absent: by the policy's age alone. */
  olderThanMs?: number;
  /** Why `olderThanMs` is earlier than the policy has it, as a full sentence. */
  olderThanReason?: string;
  /** Files that nothing refers to either, and that stay. */
  spared?: SparedFiles[];
  /** Why the engine must not be let loose on the table, as a full sentence. */
  refusal?: string;
}

/** @public */
export interface SparedFiles {
  /** What they are, after their number: `whose names files of the table have`. */
  reason: string;
  files: OrphanFile[];
}

/** @public */
export interface ContentChecksum {
  /** Decimal string. */
  rows: string;
  /** Hexadecimal; `undefined` where the engine can't compute one over these column types. */
  checksum?: string;
  /** Columns that the checksum leaves out, with the reason. */
  leftOut?: Array<{ column: string; reason: string }>;
}
