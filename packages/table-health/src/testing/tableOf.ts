import type {
  FileStatistics,
  Snapshot,
  TableMetadata,
} from '@lakehouse-portal/table-metadata';
import type { HealthInput } from '../model';

export const nowMs = Date.UTC(2026, 10, 24, 12);
export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;
export const mb = 1024 * 1024;

/** A snapshot with the summary that writers give. */
export function snapshotOf(
  position: number,
  timestampMs: number,
  part: Partial<Snapshot> = {},
): Snapshot {
  return {
    snapshotId: String(9_000_000_000_000_000_000n + BigInt(position)),
    ...(position > 0
      ? {
          parentSnapshotId: String(
            9_000_000_000_000_000_000n + BigInt(position - 1),
          ),
        }
      : {}),
    timestampMs,
    operation: 'append',
    summary: {},
    schemaId: 0,
    ...part,
  };
}

/** A table that is well: 4 sorted files of 35 MB, one manifest, one commit, 2.5 million rows. */
export function metadataOf(part: Partial<TableMetadata> = {}): TableMetadata {
  const snapshots = part.snapshots ?? [snapshotOf(0, nowMs - hourMs)];
  return {
    format: 'iceberg',
    formatVersion: 2,
    tableUuid: '11111111-2222-3333-4444-555555555555',
    location: 's3://warehouse/silver/orders',
    metadataLocation:
      's3://warehouse/silver/orders/metadata/00001.metadata.json',
    metadataSizeBytes: 3000,
    lastUpdatedMs: nowMs - hourMs,
    currentSchemaId: 0,
    schemas: [
      {
        schemaId: 0,
        identifierFieldIds: [],
        fields: [
          {
            id: 1,
            name: 'order_id',
            required: true,
            type: { kind: 'primitive', name: 'long' },
          },
          {
            id: 2,
            name: 'ordered_at',
            required: true,
            type: { kind: 'primitive', name: 'timestamptz' },
          },
          {
            id: 3,
            name: 'Shop Name',
            required: false,
            type: { kind: 'primitive', name: 'string' },
          },
        ],
      },
    ],
    defaultSpecId: 0,
    partitionSpecs: [{ specId: 0, fields: [] }],
    defaultSortOrderId: 0,
    sortOrders: [{ orderId: 0, fields: [] }],
    properties: { 'write.metadata.delete-after-commit.enabled': 'true' },
    currentSnapshotId: snapshots.at(-1)?.snapshotId,
    snapshots,
    snapshotLog: [],
    metadataLog: [],
    refs: [],
    statisticsFiles: [],
    partitionStatisticsFiles: [],
    warnings: [],
    ...part,
  };
}

/** Live files: by default those of the table that is well. */
export function filesOf(part: Partial<FileStatistics> = {}): FileStatistics {
  const dataFiles = part.dataFiles ?? 4;
  return {
    snapshotId: '9000000000000000000',
    manifests: { data: 1, deletes: 0, sizeBytes: 40_000n },
    manifestLayout: {},
    dataFiles,
    dataBytes: 140n * 1_000_000n,
    dataRecords: 2_500_000n,
    fileFormats: { parquet: dataFiles },
    histogram: [],
    partitions: 1,
    partitionStatistics: [],
    partitionsTruncated: false,
    positionDeleteFiles: 0,
    positionDeleteBytes: 0n,
    positionDeleteRecords: 0n,
    equalityDeleteFiles: 0,
    equalityDeleteBytes: 0n,
    equalityDeleteRecords: 0n,
    deletionVectors: 0,
    deletionVectorBytes: 0n,
    deletionVectorRecords: 0n,
    filesBySpec: { '0': dataFiles },
    filesBySortOrder: { none: dataFiles },
    deleteFilesPerDataFile: 0,
    maxDeleteFilesPerDataFile: 0,
    dataFilesWithDeletes: 0,
    recordsDeletedByPosition: 0n,
    mostDeletedFiles: [],
    fileAges: { filesOfExpiredSnapshots: 0 },
    columnStatistics: {
      filesWithoutBounds: 0,
      columnsWithBounds: 3,
      columns: 3,
    },
    clustering: [
      {
        fieldId: 2,
        column: 'ordered_at',
        filesPerPoint: 1 / Math.max(1, dataFiles),
        filesWithBounds: dataFiles,
      },
    ],
    incomplete: false,
    warnings: [],
    ...part,
  };
}

export function inputOf(
  files: Partial<FileStatistics> = {},
  metadata: Partial<TableMetadata> = {},
  rest: Partial<HealthInput> = {},
): HealthInput {
  return {
    metadata: metadataOf(metadata),
    files: filesOf(files),
    tableName: { namespace: ['silver'], table: 'orders' },
    nowMs,
    ...rest,
  };
}
