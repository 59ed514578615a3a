import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  MemoryRollupCache,
  type RollupCache,
  type RollupStore,
  type TableMetadata,
} from '@lakehouse-portal/table-metadata';
import type { Knex } from 'knex';
import type { ConnectionConfig, ScanCacheConfig } from '../config';
import { DatabaseRollupStore } from '../database';
import { PortionedRollupCache } from './PortionedRollupCache';
import { TolerantRollupStore } from './TolerantRollupStore';

/** What a back end remembers of manifests, which never change: after a commit only new ones are read. */
export interface ScanCaches {
  /** For statistics. */
  rollups?: RollupCache;
  /** For what else is remembered, beyond a restart; never fails. */
  store?: RollupStore;
  /** Removes what was used longest ago beyond the limit. */
  prune(): Promise<void>;
}

/** The caches of a back end; replicas share what is in the database. */
export function createScanCaches(options: {
  config: ScanCacheConfig;
  knex: Knex;
  logger: LoggerService;
  now: () => number;
}): ScanCaches {
  const { config, knex, logger, now } = options;
  const database =
    config.databaseBytes > 0
      ? DatabaseRollupStore.create({
          knex,
          maxBytes: config.databaseBytes,
          now,
        })
      : undefined;
  const store = database && new TolerantRollupStore(database, { logger, now });
  return {
    store,
    rollups: new PortionedRollupCache(
      new MemoryRollupCache({ maxBytes: config.memoryBytes, store }),
    ),
    prune: async () => database?.prune(),
  };
}

/**
 * Tells apart tables whose files may have the same locations: those of two lakehouses with a storage each, and a table
 * that took the place of another.
 */
export function cacheNamespaceOf(
  connection: Pick<ConnectionConfig, 'name' | 'type'>,
  metadata: Pick<TableMetadata, 'tableUuid' | 'location'>,
): string {
  return JSON.stringify([
    connection.name,
    connection.type,
    metadata.tableUuid ?? null,
    metadata.location,
  ]);
}
