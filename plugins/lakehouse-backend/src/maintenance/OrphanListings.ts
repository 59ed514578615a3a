import { toError } from '@backstage/errors';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { UnitOutcome } from '@lakehouse-portal/maintenance';
import type { TableRef } from '@lakehouse-portal/plugin-lakehouse-common';
import type { ConnectionConfig } from '../config';
import type { KnownOrphans, TableStore } from '../database';
import type { TableScanner } from '../scan';
import { keyOf } from './database/DueStore';

/**
 * Remembers what listings of tables' folders have found, for health: a scan makes none. Who plans has the folder listed,
 * and who removes orphan files has fewer.
 */
export class OrphanListings {
  readonly #tables: Pick<TableStore, 'changeOrphans'>;
  readonly #scanner: Pick<TableScanner, 'scan'>;
  readonly #logger: LoggerService;
  /** Tables of which health does not tell yet what this replica has found. */
  readonly #unseen = new Set<string>();

  constructor(options: {
    tables: Pick<TableStore, 'changeOrphans'>;
    scanner: Pick<TableScanner, 'scan'>;
    logger: LoggerService;
  }) {
    this.#tables = options.tables;
    this.#scanner = options.scanner;
    this.#logger = options.logger;
  }

  /** Notes what a listing has found. */
  async note(ref: TableRef, found: KnownOrphans): Promise<void> {
    await this.#tables.changeOrphans(ref, () => found);
    this.#unseen.add(keyOf(ref));
  }

  /** Notes that a run has removed some. */
  async noteRemoved(ref: TableRef, removed: UnitOutcome): Promise<void> {
    const { deletedFiles = 0, freedBytes = '0' } = removed;
    await this.#tables.changeOrphans(
      ref,
      known =>
        known && {
          ...known,
          count: Math.max(0, known.count - deletedFiles),
          sizeBytes: Math.max(0, known.sizeBytes - Number(freedBytes)),
        },
    );
  }

  /** Has health tell what was noted; that it can't is logged, and the next scan does it. */
  async show(
    connection: ConnectionConfig,
    ref: TableRef,
    signal?: AbortSignal,
  ): Promise<void> {
    if (!this.#unseen.delete(keyOf(ref))) {
      return;
    }
    try {
      await this.#scanner.scan(connection, ref, signal);
    } catch (error) {
      signal?.throwIfAborted();
      this.#logger.warn(
        `Health of ${ref.schema}.${ref.table} does not tell of the listing of its folder yet`,
        toError(error),
      );
    }
  }
}
