import type {
  ConnectorTable,
  LakehouseConnector,
} from '@lakehouse-portal/plugin-lakehouse-node';
import {
  readFileStatistics,
  type FileIO,
  type FileStatistics,
  type TableMetadata,
} from '@lakehouse-portal/table-metadata';
import { readMetadata } from './readMetadata';
import { RecentFileIO } from './RecentFileIO';
import { readOldSnapshotFiles } from './reclaimable';
import type { ScanCaches } from './ScanCaches';
import { withinTime } from './withinTime';

/** What a table's files say about it. */
export interface ReadTable {
  metadata: TableMetadata;
  /** What the next listing or reading is compared with. */
  version: string;
  /** What the catalog lent for this table, in place of the connector's own. */
  fileIO?: FileIO;
  /** Absent without a current snapshot. */
  statistics?: FileStatistics;
  /** Absent where finding out would cost too much. */
  oldSnapshotBytes?: number;
  oldSnapshotFiles?: number;
}

/** Partitions that are kept per table. */
const MAX_PARTITIONS = 1000;
/** What old snapshots keep is worth so much of the time that a table may take; the reading after the next commit goes on. */
const OLD_SNAPSHOTS_SHARE = 0.25;

/** How a table is read. */
export interface ReadTableOptions {
  caches: ScanCaches;
  /** Names the table in the caches, see `cacheNamespaceOf`. */
  namespaceOf(metadata: TableMetadata): string;
  /** Longer than this, it has failed. */
  timeoutMs: number;
  /** The version that is known; reading it again gives `unchanged` where the connector can tell. */
  knownVersion?: string;
  signal: AbortSignal;
}

/**
 * Reads a table: metadata file, manifest list, and the manifests that are not known yet. Nothing else of it, and no data.
 *
 * @throws The errors of `readTableMetadata`; damaged manifests make the statistics incomplete instead, and without a
 * current snapshot that can be read there are none.
 */
export async function readTable(
  connector: Pick<LakehouseConnector, 'fileIO' | 'readTable'>,
  pointer: ConnectorTable,
  options: ReadTableOptions,
): Promise<ReadTable | 'unchanged'> {
  const { caches, signal, timeoutMs, knownVersion } = options;
  const reading = await readMetadata(connector, pointer, {
    knownVersion,
    signal,
  });
  if (reading === 'unchanged') {
    return reading;
  }
  const { metadata, version, fileIO } = reading;
  if (reading.statistics) {
    return { metadata, version, fileIO, statistics: reading.statistics };
  }
  const io = new RecentFileIO(fileIO ?? connector.fileIO);
  // Where the current snapshot is damaged, the metadata's warnings say so; columns and the like are sound.
  if (
    !metadata.snapshots.some(
      ({ snapshotId }) => snapshotId === metadata.currentSnapshotId,
    )
  ) {
    return { metadata, version, fileIO };
  }
  const cacheNamespace = options.namespaceOf(metadata);
  const statistics = await readFileStatistics(io, metadata, {
    maxPartitions: MAX_PARTITIONS,
    cache: caches.rollups,
    cacheNamespace,
    signal,
  });
  const old = await withinTime(
    timeoutMs * OLD_SNAPSHOTS_SHARE,
    signal,
    limited =>
      readOldSnapshotFiles(io, metadata, {
        store: caches.store,
        cacheNamespace,
        recent: io,
        signal: limited,
      }),
  );
  return {
    metadata,
    version,
    fileIO,
    statistics,
    ...(old && {
      oldSnapshotBytes: Number(old.sizeBytes),
      oldSnapshotFiles: old.files,
    }),
  };
}
