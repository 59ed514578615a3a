import { resolvePolicy } from '@lakehouse-portal/table-health';
import type {
  FileStatistics,
  PartitionStatistics,
  Snapshot,
  TableMetadata,
} from '@lakehouse-portal/table-metadata';
import { maintenanceOperations } from '../model';
import type { PlanInput } from '../plan';

export const NOW_MS = Date.UTC(2026, 10, 24, 12);
export const DAY_MS = 86_400_000;
export const MB = 1024 * 1024;

type Engine = NonNullable<PlanInput['engine']>;

/** An engine that can do everything, but for what is said. */
export function engineOf(part: Partial<Engine['capabilities']> = {}): Engine {
  return {
    name: 'Test engine',
    capabilities: {
      ...(Object.fromEntries(
        maintenanceOperations.map(operation => [
          operation,
          { supported: true },
        ]),
      ) as Engine['capabilities']),
      ...part,
    },
  };
}

export function snapshotOf(id: number, ageMs: number): Snapshot {
  return {
    snapshotId: String(9_000_000_000_000_000_000n + BigInt(id)),
    ...(id > 0 && {
      parentSnapshotId: String(8_999_999_999_999_999_999n + BigInt(id)),
    }),
    timestampMs: NOW_MS - ageMs,
    operation: 'append',
    summary: {},
    schemaId: 0,
  };
}

/** Files of one partition by day, so many days ago. */
export function dayOf(
  daysAgo: number,
  dataFiles: number,
  fileBytes: number,
  part: Partial<PartitionStatistics> = {},
): PartitionStatistics {
  const startMs = NOW_MS - (NOW_MS % DAY_MS) - daysAgo * DAY_MS;
  return {
    specId: 0,
    partition: `day=${new Date(startMs).toISOString().slice(0, 10)}`,
    startMs,
    dataFiles,
    dataBytes: BigInt(dataFiles * fileBytes),
    dataRecords: BigInt(dataFiles * 1000),
    positionDeleteFiles: 0,
    equalityDeleteFiles: 0,
    deletionVectors: 0,
    deleteRecords: 0n,
    ...part,
  };
}

/** A table by day (or, with one partition that has no name, an unpartitioned one) with these partitions. */
export function planInputOf(
  partitions: PartitionStatistics[],
  rest: {
    files?: Partial<FileStatistics>;
    metadata?: Partial<TableMetadata>;
    input?: Partial<PlanInput>;
  } = {},
): PlanInput {
  const dataFiles = partitions.reduce((sum, one) => sum + one.dataFiles, 0);
  const snapshots = rest.metadata?.snapshots ?? [snapshotOf(0, 2 * DAY_MS)];
  const partitioned = partitions.some(({ partition }) => partition !== '');
  const metadata: TableMetadata = {
    format: 'iceberg',
    formatVersion: 2,
    tableUuid: '11111111-2222-3333-4444-555555555555',
    location: 's3://lake/raw/clicks',
    metadataLocation: 's3://lake/raw/clicks/metadata/1.metadata.json',
    currentSchemaId: 0,
    schemas: [
      {
        schemaId: 0,
        identifierFieldIds: [],
        fields: [
          {
            id: 1,
            name: 'at',
            required: true,
            type: { kind: 'primitive', name: 'timestamptz' },
          },
        ],
      },
    ],
    defaultSpecId: 0,
    partitionSpecs: [
      {
        specId: 0,
        fields: partitioned
          ? [{ sourceIds: [1], fieldId: 1000, name: 'day', transform: 'day' }]
          : [],
      },
    ],
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
    ...rest.metadata,
  };
  const sum = (key: 'dataBytes' | 'dataRecords' | 'deleteRecords') =>
    partitions.reduce((total, one) => total + one[key], 0n);
  const count = (
    key: 'positionDeleteFiles' | 'equalityDeleteFiles' | 'deletionVectors',
  ) => partitions.reduce((total, one) => total + one[key], 0);
  const files: FileStatistics = {
    snapshotId: metadata.currentSnapshotId ?? '',
    manifests: { data: 1, deletes: 0, sizeBytes: 40_000n },
    manifestLayout: {},
    dataFiles,
    dataBytes: sum('dataBytes'),
    dataRecords: sum('dataRecords'),
    fileFormats: { parquet: dataFiles },
    histogram: [],
    partitions: partitions.length,
    partitionStatistics: partitions,
    partitionsTruncated: false,
    positionDeleteFiles: count('positionDeleteFiles'),
    positionDeleteBytes: 0n,
    positionDeleteRecords: sum('deleteRecords'),
    equalityDeleteFiles: count('equalityDeleteFiles'),
    equalityDeleteBytes: 0n,
    equalityDeleteRecords: 0n,
    deletionVectors: count('deletionVectors'),
    deletionVectorBytes: 0n,
    deletionVectorRecords: 0n,
    filesBySpec: { '0': dataFiles },
    filesBySortOrder: { none: dataFiles },
    deleteFilesPerDataFile: count('positionDeleteFiles') > 0 ? 1 : 0,
    maxDeleteFilesPerDataFile: count('positionDeleteFiles') > 0 ? 1 : 0,
    dataFilesWithDeletes: 0,
    recordsDeletedByPosition: 0n,
    mostDeletedFiles: [],
    fileAges: { filesOfExpiredSnapshots: 0 },
    columnStatistics: {
      filesWithoutBounds: 0,
      columnsWithBounds: 1,
      columns: 1,
    },
    clustering: [
      {
        fieldId: 1,
        column: 'at',
        filesPerPoint: 1 / Math.max(1, partitions.length),
        filesWithBounds: dataFiles,
      },
    ],
    incomplete: false,
    warnings: [],
    ...rest.files,
  };
  return {
    metadata,
    files,
    policy: resolvePolicy({ metadata }),
    engine: engineOf(),
    nowMs: NOW_MS,
    ...rest.input,
  };
}
