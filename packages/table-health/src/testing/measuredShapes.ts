import type { HealthInput } from '../model';
import { inputOf, mb, nowMs, snapshotOf } from './tableOf';

/** A table that was built and measured, and how many times longer its reads took than those of its healthy twin. */
export interface MeasuredShape {
  name: string;
  measured: number;
  input: HealthInput;
}

const kb = 1024;

const scattered = (files: number) => [
  {
    fieldId: 2,
    column: 'ordered_at',
    filesPerPoint: 1,
    filesWithBounds: files,
  },
];

const smallFiles = (dataFiles: number, meanBytes: number, manifests = 1) =>
  inputOf({
    dataFiles,
    dataBytes: BigInt(Math.round(dataFiles * meanBytes)),
    manifests: { data: manifests, deletes: 0, sizeBytes: 200_000n },
  });

const byPosition = (deleteFiles: number, perDataFile: number, share: number) =>
  inputOf({
    dataRecords: BigInt(Math.round(2_500_000 / (1 - share))),
    dataBytes: BigInt(Math.round((140 * mb) / (1 - share))),
    manifests: { data: 1, deletes: 1, sizeBytes: 60_000n },
    positionDeleteFiles: deleteFiles,
    positionDeleteRecords: BigInt(
      Math.round((2_500_000 / (1 - share)) * share),
    ),
    deleteFilesPerDataFile: perDataFile,
    maxDeleteFilesPerDataFile: perDataFile,
  });

const byEquality = (deleteFiles: number, keys: number) =>
  inputOf({
    dataRecords: BigInt(2_500_000 + keys),
    manifests: { data: 1, deletes: 1, sizeBytes: 60_000n },
    equalityDeleteFiles: deleteFiles,
    equalityDeleteRecords: BigInt(keys),
    deleteFilesPerDataFile: deleteFiles,
    maxDeleteFilesPerDataFile: deleteFiles,
  });

const snapshots = (count: number, metadataSizeBytes: number) =>
  inputOf(
    {},
    {
      snapshots: Array.from({ length: count }, (_, i) =>
        snapshotOf(i, nowMs - (count - i) * 60_000),
      ),
      metadataSizeBytes,
    },
  );

const partitioned = (
  dataFiles: number,
  meanBytes: number,
  partitions = dataFiles,
) =>
  inputOf(
    {
      dataFiles,
      dataBytes: BigInt(Math.round(dataFiles * meanBytes)),
      partitions,
      partitionsTruncated: true,
    },
    {
      partitionSpecs: [
        {
          specId: 0,
          fields: [
            {
              sourceIds: [2],
              fieldId: 1000,
              name: 'ordered_at_day',
              transform: 'day',
            },
          ],
        },
      ],
    },
  );

/**
 * Trino 476, 2.5 million rows, 133 MB, geometric mean of the wall time of six queries against the
 * twin of 4 sorted files (2026-11-23). Below 1.1× is noise.
 */
export const measuredShapes: MeasuredShape[] = [
  {
    name: 'neglected streaming table',
    measured: 25.44,
    input: inputOf({
      dataFiles: 2000,
      dataBytes: BigInt(2000 * 84 * kb),
      manifests: { data: 201, deletes: 20, sizeBytes: 1_500_000n },
      equalityDeleteFiles: 200,
      equalityDeleteRecords: 131_000n,
      positionDeleteFiles: 1,
      positionDeleteRecords: 1000n,
      deleteFilesPerDataFile: 100,
      maxDeleteFilesPerDataFile: 201,
    }),
  },
  {
    name: '500 files in 500 manifests',
    measured: 14.81,
    input: smallFiles(500, 309 * kb, 500),
  },
  {
    name: '500 files in 250 manifests',
    measured: 9.42,
    input: smallFiles(500, 309 * kb, 250),
  },
  {
    name: 'equality deletes 30 %',
    measured: 6.33,
    input: byEquality(20, 1_070_000),
  },
  {
    name: '1000 files in random order',
    measured: 5.68,
    input: inputOf({
      dataFiles: 1000,
      dataBytes: BigInt(1000 * 180 * kb),
      clustering: scattered(1000),
    }),
  },
  {
    name: '500 files in 100 manifests',
    measured: 5.18,
    input: smallFiles(500, 309 * kb, 100),
  },
  {
    name: 'position deletes 5 % in 1000 files',
    measured: 3.98,
    input: byPosition(1000, 1000, 0.05),
  },
  {
    name: '5052 partitions of one file',
    measured: 3.89,
    input: partitioned(5052, 35 * kb),
  },
  {
    name: '5000 small files',
    measured: 3.77,
    input: smallFiles(5000, 35 * kb),
  },
  {
    name: '500 files in 50 manifests',
    measured: 2.95,
    input: smallFiles(500, 309 * kb, 50),
  },
  {
    name: 'equality deletes 5 %, 200 files',
    measured: 2.4,
    input: byEquality(200, 131_000),
  },
  {
    name: 'position deletes 5 % in 100 files',
    measured: 2.34,
    input: byPosition(100, 100, 0.05),
  },
  {
    name: 'equality deletes 5 %, 20 files',
    measured: 2.19,
    input: byEquality(20, 131_000),
  },
  {
    name: 'position deletes 30 %, 1 per file',
    measured: 1.82,
    input: byPosition(4, 1, 0.3),
  },
  {
    name: '1000 small files',
    measured: 1.61,
    input: smallFiles(1000, 157 * kb),
  },
  {
    name: 'rows in random order',
    measured: 1.51,
    input: inputOf({ clustering: scattered(4) }),
  },
  {
    name: 'position deletes 5 %, 1 per file',
    measured: 1.5,
    input: byPosition(4, 1, 0.05),
  },
  {
    name: 'one file',
    measured: 1.41,
    input: inputOf({
      dataFiles: 1,
      dataBytes: 135_000_000n,
      clustering: scattered(1),
    }),
  },
  {
    name: 'no column statistics',
    measured: 1.39,
    input: inputOf({
      clustering: [],
      columnStatistics: {
        filesWithoutBounds: 4,
        columnsWithBounds: 0,
        columns: 3,
      },
    }),
  },
  { name: '500 small files', measured: 1.32, input: smallFiles(500, 309 * kb) },
  {
    name: '95 % of rows in 1 of 20 partitions',
    measured: 1.17,
    input: partitioned(23, 6.1 * mb, 20),
  },
  {
    name: 'snappy',
    measured: 1.11,
    input: inputOf(
      { dataBytes: 212_000_000n },
      { properties: { 'write.parquet.compression-codec': 'snappy' } },
    ),
  },
  { name: '2000 snapshots', measured: 1.07, input: snapshots(2000, 1_700_000) },
  { name: '500 snapshots', measured: 1.03, input: snapshots(500, 431_000) },
  {
    name: 'uncompressed',
    measured: 1.02,
    input: inputOf(
      { dataBytes: 323_000_000n },
      { properties: { 'write.parquet.compression-codec': 'uncompressed' } },
    ),
  },
  { name: '100 small files', measured: 1.02, input: smallFiles(100, 1.5 * mb) },
  {
    name: '84 partitions of one file',
    measured: 1.0,
    input: partitioned(84, 1.8 * mb),
  },
  { name: 'second copy of the twin', measured: 0.95, input: inputOf() },
  { name: '20 files', measured: 0.91, input: smallFiles(20, 7.3 * mb) },
];
