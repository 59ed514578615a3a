import type {
  FileIO,
  ManifestEntry,
  ManifestFile,
} from '@lakehouse-portal/table-metadata';
import type { SqliteCatalog } from '../catalog/SqliteCatalog';
import type { DuckDBEngine } from '../engine/DuckDBEngine';
import type { LruCache } from '../storage/LruCache';
import type { KeyedQueue } from './KeyedQueue';
import type { TableState } from './TableState';

/**
 * What operations work with.
 */
export interface LakehouseContext {
  catalog: SqliteCatalog;
  engine: Pick<DuckDBEngine, 'run' | 'close'>;
  io: FileIO;
  /** Path of the folder that new tables lie in. */
  warehouse: string;
  /** Folders whose files may be removed. */
  roots: readonly string[];
  now: () => number;
  newUuid: () => string;
  /** Files of other tables that are read before any is removed. */
  maxFilesOfOtherTables: number;
  durable: boolean;
  /** Commits of this process to one table take turns: racing with oneself only costs retries. */
  commits: KeyedQueue;
  /** Written files never change, so what was read of them stays true. */
  caches: {
    states: LruCache<TableState>;
    manifestLists: LruCache<ManifestFile[]>;
    manifests: LruCache<ManifestEntry[]>;
    /** Folders of all that a manifest list or a manifest refers to, by its location. */
    folders: LruCache<readonly string[]>;
  };
}
