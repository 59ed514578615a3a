import type {
  ConnectorTable,
  LakehouseConnector,
} from '@lakehouse-portal/plugin-lakehouse-node';
import {
  readFileStatistics,
  readTableMetadata,
  type FileStatistics,
  type TableMetadata,
} from '@lakehouse-portal/table-metadata';
import { readReclaimableBytes } from './readReclaimableBytes';

/** What a table's files say about it. */
export interface ReadTable {
  metadata: TableMetadata;
  /** Absent without a current snapshot. */
  statistics?: FileStatistics;
  /** Absent where finding out would cost too much. */
  reclaimableBytes?: number;
}

/** Partitions that are kept per table. */
const MAX_PARTITIONS = 1000;

/**
 * Reads a table: metadata file, manifest list, manifests. Nothing else of it, and no data.
 *
 * @throws The errors of `readTableMetadata`; damaged manifests make the statistics incomplete instead.
 */
export async function readTable(
  connector: Pick<LakehouseConnector, 'fileIO'>,
  pointer: ConnectorTable,
  signal?: AbortSignal,
): Promise<ReadTable> {
  const metadata = await readTableMetadata(
    connector.fileIO,
    pointer.metadataLocation,
    { signal },
  );
  if (metadata.currentSnapshotId === undefined) {
    return { metadata };
  }
  const statistics = await readFileStatistics(connector.fileIO, metadata, {
    maxPartitions: MAX_PARTITIONS,
    signal,
  });
  const reclaimableBytes = await readReclaimableBytes(
    connector.fileIO,
    metadata,
    { signal },
  );
  return { metadata, statistics, reclaimableBytes };
}
