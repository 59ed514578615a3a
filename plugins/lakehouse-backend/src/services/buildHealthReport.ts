import type {
  FileDeletes,
  FileSizes,
  HealthHistoryPoint,
  PartitionFiles,
  TableHealthReport,
  TableSummary,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type { HealthPolicy, TableHealth } from '@lakehouse-portal/table-health';
import type { FileStatistics } from '@lakehouse-portal/table-metadata';
import type { TableDocuments } from '../database';
import { isoTime } from '../isoTime';

const MAX_PARTITIONS = 200;
const MAX_DELETED_FILES = 20;

/** The Health tab, from what is stored of a table. */
export function buildHealthReport(table: {
  summary: TableSummary;
  documents: TableDocuments;
  policy: HealthPolicy;
  history: HealthHistoryPoint[];
}): TableHealthReport {
  const { summary, documents, policy, history } = table;
  const { statistics } = documents;
  const targetBytes = policy.targetFileSizeBytes.value;
  return {
    health: {
      ...documents.health,
      judgedAtMs: documents.judgedAt ?? documents.health.judgedAtMs,
    },
    history,
    files: statistics && fileSizes(statistics, targetBytes),
    partitions: statistics && partitionFiles(statistics, targetBytes),
    deletes: statistics && fileDeletes(statistics),
    scannedAt:
      summary.scannedAt ?? new Date(documents.health.judgedAtMs).toISOString(),
    scanError: summary.scanError,
  };
}

/** The report of a table that never could be read: unknown is an answer, with its reason. */
export function buildUnknownHealthReport(table: {
  summary: TableSummary;
  history: HealthHistoryPoint[];
  nowMs: number;
}): TableHealthReport {
  const { summary, history, nowMs } = table;
  const name = `${summary.schema}.${summary.table}`;
  const unread = summary.unreadable
    ? { headline: `${name} has no health.`, detail: summary.unreadable }
    : undefined;
  const health: TableHealth = {
    scoreIsUpperBound: true,
    severity: 'unknown',
    slowdown: 1,
    speedCost: 0,
    promiseCost: 0,
    lede: unread ?? {
      headline: `The health of ${name} is unknown: its metadata ${
        summary.scanError ? "can't be read" : 'has not been read yet'
      }.`,
      detail: summary.scanError ?? 'The next scan reads it.',
    },
    dimensions: [],
    recommendations: [],
    notes: [],
    commitRhythm: { workload: 'unknown' },
    judgedAtMs: nowMs,
  };
  return {
    health,
    history,
    scannedAt: summary.scannedAt,
    scanError: summary.scanError,
  };
}

function fileSizes(
  statistics: FileStatistics,
  targetBytes: number,
): FileSizes | undefined {
  const { fileSizeQuantiles: quantiles } = statistics;
  if (!quantiles) {
    return undefined;
  }
  return {
    dataFiles: statistics.dataFiles,
    dataBytes: Number(statistics.dataBytes),
    p10Bytes: Number(quantiles.p10),
    p50Bytes: Number(quantiles.p50),
    p90Bytes: Number(quantiles.p90),
    targetBytes,
    buckets: statistics.histogram.map(bucket => ({
      minBytes: Number(bucket.minBytes),
      maxBytes: Number(bucket.maxBytes),
      count: bucket.count,
      sizeBytes: Number(bucket.sizeBytes),
    })),
  };
}

function partitionFiles(
  statistics: FileStatistics,
  targetBytes: number,
): PartitionFiles {
  const partitions = statistics.partitionStatistics.map(partition => {
    const sizeBytes = Number(partition.dataBytes);
    return {
      partition: partition.partition,
      specId: partition.specId,
      start:
        partition.startMs === undefined
          ? undefined
          : isoTime(partition.startMs),
      dataFiles: partition.dataFiles,
      neededFiles: Math.max(1, Math.ceil(sizeBytes / targetBytes)),
      sizeBytes,
      averageFileBytes:
        partition.dataFiles === 0
          ? 0
          : Math.round(sizeBytes / partition.dataFiles),
      records: Number(partition.dataRecords),
      deleteFiles:
        partition.positionDeleteFiles +
        partition.equalityDeleteFiles +
        partition.deletionVectors,
    };
  });
  partitions.sort(
    (a, b) =>
      b.dataFiles - b.neededFiles - (a.dataFiles - a.neededFiles) ||
      b.deleteFiles - a.deleteFiles ||
      b.sizeBytes - a.sizeBytes,
  );
  return {
    total: statistics.partitions,
    ...(statistics.partitionSketch ? { totalIsEstimate: true } : {}),
    truncated:
      statistics.partitionsTruncated || partitions.length > MAX_PARTITIONS,
    worst: partitions.slice(0, MAX_PARTITIONS),
  };
}

/** Statistics of a table that was last read by an older version don't have it. */
function fileDeletes({
  dataFilesWithDeletes,
  recordsDeletedByPosition,
  mostDeletedFiles,
}: Partial<FileStatistics>): FileDeletes | undefined {
  if (!dataFilesWithDeletes) {
    return undefined;
  }
  return {
    dataFiles: dataFilesWithDeletes,
    records: Number(recordsDeletedByPosition ?? 0n),
    worst: (mostDeletedFiles ?? []).slice(0, MAX_DELETED_FILES).map(file => ({
      filePath: file.filePath,
      partition: file.partition,
      records: Number(file.recordCount),
      deletedRecords: Number(file.deletedRecords),
      deleteFiles: file.deleteFiles,
    })),
  };
}
