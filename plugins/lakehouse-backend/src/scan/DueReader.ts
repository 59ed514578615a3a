import {
  isGarbageCollectionEnabled,
  isHistoryKeptByNessie,
} from '@lakehouse-portal/table-health';
import type {
  FileIO,
  Snapshot,
  TableMetadata,
} from '@lakehouse-portal/table-metadata';
import type { ConnectionConfig } from '../config';
import { NoFileIO } from '../connectors/trino/NoFileIO';
import { readReclaimable } from './reclaimable';
import { cacheNamespaceOf, type ScanCaches } from './ScanCaches';
import type { TableEngines } from './TableEngines';
import { withinTime } from './withinTime';

/** What goes with snapshots that are due; absent where it is not known. */
export interface Reclaimable {
  reclaimableBytes?: number;
  reclaimableFiles?: number;
}

/** Share of the time that a table may take: what is not known by then, the next reading goes on with. */
const SHARE = 0.25;

/** Counts what would go with the snapshots of tables that are due, by the rule of the engine that would remove them. */
export class DueReader {
  readonly #options: {
    connection: ConnectionConfig;
    engines: TableEngines;
    caches: ScanCaches;
    timeoutMs: number;
    signal: AbortSignal;
  };

  constructor(options: {
    connection: ConnectionConfig;
    engines: TableEngines;
    caches: ScanCaches;
    /** What reading a table may take. */
    timeoutMs: number;
    signal: AbortSignal;
  }) {
    this.#options = options;
  }

  /** Where nothing is due, or nothing may go, nothing is read: the judge knows that by itself. */
  async read(
    io: FileIO,
    table: { namespace: string; name: string; metadata: TableMetadata },
    due: Snapshot[],
  ): Promise<Reclaimable> {
    const { connection, engines, caches, timeoutMs, signal } = this.#options;
    const { metadata } = table;
    if (
      due.length === 0 ||
      io instanceof NoFileIO ||
      !isGarbageCollectionEnabled(metadata.properties) ||
      isHistoryKeptByNessie(metadata)
    ) {
      return {};
    }
    const engine = await engines.of(table);
    if (engine === 'unknown') {
      return {};
    }
    const rule =
      engine === 'none' || !engine.expiryRule
        ? 'all-unreachable'
        : engine.expiryRule(
            metadata,
            due.map(({ snapshotId }) => snapshotId),
          );
    if (rule === undefined) {
      return {};
    }
    const found = await withinTime(timeoutMs * SHARE, signal, limited =>
      readReclaimable(io, metadata, due, {
        store: caches.store,
        cacheNamespace: cacheNamespaceOf(connection, metadata),
        rule,
        signal: limited,
      }),
    );
    return found
      ? {
          reclaimableBytes: Number(found.sizeBytes),
          reclaimableFiles: found.files,
        }
      : {};
  }
}
