import type { TableSummary } from '@lakehouse-portal/plugin-lakehouse-common';
import { resolvePolicy } from '@lakehouse-portal/table-health';
import type { FileStatistics } from '@lakehouse-portal/table-metadata';
import { healthWith, metadataWith } from '../__testUtils__/builders';
import {
  buildHealthReport,
  buildUnknownHealthReport,
} from './buildHealthReport';

const MB = 1024n * 1024n;

function statisticsWith(over: Partial<FileStatistics> = {}): FileStatistics {
  return {
    snapshotId: '1',
    manifests: { data: 1, deletes: 1, sizeBytes: 9_000n },
    manifestLayout: {},
    dataFiles: 2,
    dataBytes: 2n * MB,
    dataRecords: 2_000n,
    fileSizeQuantiles: {
      p1: MB,
      p10: MB,
      p25: MB,
      p50: MB,
      p75: MB,
      p90: MB,
      p99: MB,
    },
    fileFormats: { parquet: 2 },
    histogram: [],
    partitions: 2,
    partitionStatistics: [],
    partitionsTruncated: false,
    positionDeleteFiles: 3,
    positionDeleteBytes: 3_000n,
    positionDeleteRecords: 600n,
    equalityDeleteFiles: 0,
    equalityDeleteBytes: 0n,
    equalityDeleteRecords: 0n,
    deletionVectors: 0,
    deletionVectorBytes: 0n,
    deletionVectorRecords: 0n,
    filesBySpec: { '0': 2 },
    filesBySortOrder: { none: 2 },
    deleteFilesPerDataFile: 1.5,
    maxDeleteFilesPerDataFile: 3,
    dataFilesWithDeletes: 1,
    recordsDeletedByPosition: 600n,
    mostDeletedFiles: [
      {
        filePath: 's3://lake/orders/data/part-7.parquet',
        specId: 0,
        partition: 'day=2026-11-01',
        recordCount: 1_000n,
        deletedRecords: 600n,
        deleteFiles: 3,
      },
    ],
    columnStatistics: {
      filesWithoutBounds: 0,
      columnsWithBounds: 2,
      columns: 2,
    },
    clustering: [],
    fileAges: { filesOfExpiredSnapshots: 0 },
    incomplete: false,
    warnings: [],
    ...over,
  };
}

function reportOf(statistics: FileStatistics) {
  return buildHealthReport({
    summary: { scannedAt: '2026-11-24T09:40:00.000Z' } as TableSummary,
    documents: {
      metadata: metadataWith(),
      statistics,
      health: healthWith(),
    },
    policy: resolvePolicy(),
    history: [],
  });
}

describe('buildHealthReport', () => {
  it('names the data files with most deleted rows', () => {
    expect(reportOf(statisticsWith()).deletes).toEqual({
      dataFiles: 1,
      records: 600,
      worst: [
        {
          filePath: 's3://lake/orders/data/part-7.parquet',
          partition: 'day=2026-11-01',
          records: 1_000,
          deletedRecords: 600,
          deleteFiles: 3,
        },
      ],
    });
  });

  it('is of the time at which the table was judged last, also where that said the same as before', () => {
    const judgedAt = Date.UTC(2026, 10, 24, 12);
    const documents = { metadata: metadataWith(), health: healthWith() };
    const of = (part: { judgedAt?: number }) =>
      buildHealthReport({
        summary: { scannedAt: '2026-11-24T09:40:00.000Z' } as TableSummary,
        documents: { ...documents, ...part },
        policy: resolvePolicy(),
        history: [],
      }).health.judgedAtMs;
    expect(of({ judgedAt })).toBe(judgedAt);
    expect(of({})).toBe(documents.health.judgedAtMs);
  });

  it('says nothing of deletes where there are none', () => {
    const none = statisticsWith({
      dataFilesWithDeletes: 0,
      recordsDeletedByPosition: 0n,
      mostDeletedFiles: [],
    });
    expect(reportOf(none).deletes).toBeUndefined();
  });

  it('says that the number of partitions is an estimate when it is one', () => {
    expect(reportOf(statisticsWith()).partitions).not.toHaveProperty(
      'totalIsEstimate',
    );
    const many = statisticsWith({
      partitions: 1_204_711,
      partitionsTruncated: true,
      partitionSketch: {
        tracked: 100_000,
        relativeError: 0.008,
        maxForgottenFiles: 1,
      },
    });
    expect(reportOf(many).partitions).toMatchObject({
      total: 1_204_711,
      totalIsEstimate: true,
      truncated: true,
    });
  });

  it('reports a table that was last read before all this was counted', () => {
    const {
      manifestLayout,
      dataFilesWithDeletes,
      recordsDeletedByPosition,
      mostDeletedFiles,
      fileAges,
      ...old
    } = statisticsWith();
    const { p10, p50, p90 } = old.fileSizeQuantiles!;
    const stored = { ...old, fileSizeQuantiles: { p10, p50, p90 } };
    const report = reportOf(stored as FileStatistics);
    expect(report).toMatchObject({
      files: { dataFiles: 2, p50Bytes: Number(MB) },
      partitions: { total: 2 },
    });
    expect(report.deletes).toBeUndefined();
  });
});

it('does not say that a table was just seen that never could be read', () => {
  const report = buildUnknownHealthReport({
    summary: {
      schema: 'lab',
      table: 'broken',
      scanError: 'The text ends too early',
    } as TableSummary,
    history: [],
    nowMs: Date.UTC(2026, 10, 24),
  });
  expect(report.scannedAt).toBeUndefined();
  expect(report.health.lede).toEqual({
    headline:
      "The health of lab.broken is unknown: its metadata can't be read.",
    detail: 'The text ends too early',
  });
});
