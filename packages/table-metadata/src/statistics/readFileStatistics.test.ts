import fc from 'fast-check';
import { MemoryFileIO } from '../__testUtils__/MemoryFileIO';
import {
  type ManifestSketch,
  tableMetadata,
  writeSnapshot,
} from '../__testUtils__/tableBuilder';
import { inspectionToJson } from '../inspection';
import type { PartitionSpec, SchemaField, TableMetadata } from '../model';
import { planScan } from '../scan';
import { readFileStatistics } from './readFileStatistics';

const field = (id: number, name: string, type: string): SchemaField => ({
  id,
  name,
  required: false,
  type: { kind: 'primitive', name: type },
});
const FIELDS = [
  field(1, 'id', 'long'),
  field(2, 'day', 'date'),
  field(3, 'region', 'string'),
];
const SPECS: PartitionSpec[] = [
  { specId: 0, fields: [] },
  {
    specId: 1,
    fields: [
      { sourceIds: [2], fieldId: 1000, name: 'day', transform: 'identity' },
    ],
  },
];
const PARTITION_TYPES = [['null', 'int']];

function read(
  manifests: ManifestSketch[],
  changes: Partial<TableMetadata> = {},
  maxPartitions?: number,
) {
  const io = new MemoryFileIO();
  writeSnapshot(io, '/t/list.avro', manifests);
  const metadata = tableMetadata({ fields: FIELDS, specs: SPECS, ...changes });
  return {
    statistics: readFileStatistics(io, metadata, { maxPartitions }),
    plan: () => planScan(io, metadata, '1'),
    io,
  };
}

describe('readFileStatistics', () => {
  it('adds up live files of all kinds, exactly', async () => {
    const { statistics } = read([
      {
        path: '/t/d1',
        files: [
          { fileSizeBytes: 0n, recordCount: 1n, fileFormat: 'AVRO' },
          { fileSizeBytes: 1000n, recordCount: 2n },
          { status: 'deleted', fileSizeBytes: 5n },
          {
            status: 'existing',
            snapshotId: 77n,
            sequenceNumber: 1n,
            fileSizeBytes: 2n ** 60n,
            recordCount: 2n ** 61n,
            sortOrderId: 2,
          },
          { fileSizeBytes: 2n ** 60n, recordCount: 2n ** 61n },
        ],
      },
      {
        path: '/t/x1',
        content: 'deletes',
        sequenceNumber: 2n,
        files: [
          { content: 'position-deletes', recordCount: 4n, fileSizeBytes: 10n },
          { content: 'equality-deletes', recordCount: 5n, fileSizeBytes: 20n },
          {
            content: 'position-deletes',
            fileFormat: 'PUFFIN',
            referencedDataFile: '/t/a',
            contentOffset: 4n,
            contentSizeBytes: 40n,
            recordCount: 6n,
            fileSizeBytes: 999n,
          },
          { content: 'position-deletes', status: 'deleted', recordCount: 400n },
        ],
      },
    ]);
    expect(await statistics).toMatchObject({
      manifests: { data: 1, deletes: 1 },
      dataFiles: 4,
      dataBytes: 2n ** 61n + 1000n,
      dataRecords: 2n ** 62n + 3n,
      minFileBytes: 0n,
      maxFileBytes: 2n ** 60n,
      fileFormats: { avro: 1, parquet: 3 },
      partitions: 1,
      positionDeleteFiles: 1,
      positionDeleteBytes: 10n,
      positionDeleteRecords: 4n,
      equalityDeleteFiles: 1,
      equalityDeleteRecords: 5n,
      deletionVectors: 1,
      deletionVectorBytes: 40n,
      deletionVectorRecords: 6n,
      filesBySpec: { 0: 4 },
      filesBySortOrder: { none: 3, 2: 1 },
      newestFileMs: 1000,
      incomplete: false,
      warnings: [],
    });
    // A file of an expired snapshot is the oldest one, whenever that was.
    expect((await statistics).oldestFileMs).toBeUndefined();
  });

  it('has a histogram whose buckets double and hold every file, and quantiles by nearest rank', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.bigInt({ min: 0n, max: 2n ** 40n }), {
          minLength: 1,
          maxLength: 40,
        }),
        async sizes => {
          const result = await read([
            {
              path: '/t/d1',
              files: sizes.map(fileSizeBytes => ({ fileSizeBytes })),
            },
          ]).statistics;
          const { histogram, fileSizeQuantiles } = result;
          expect(histogram.reduce((sum, { count }) => sum + count, 0)).toBe(
            sizes.length,
          );
          expect(histogram[0].count).toBeGreaterThan(0);
          expect(histogram[histogram.length - 1].count).toBeGreaterThan(0);
          for (const [
            index,
            { minBytes, maxBytes, count, sizeBytes },
          ] of histogram.entries()) {
            const inside = sizes.filter(
              size => size >= minBytes && size < maxBytes,
            );
            expect(count).toBe(inside.length);
            expect(sizeBytes).toBe(
              inside.reduce((sum, size) => sum + size, 0n),
            );
            if (minBytes > 0n) expect(maxBytes).toBe(minBytes * 2n);
            if (index > 0) expect(minBytes).toBe(histogram[index - 1].maxBytes);
          }
          const sorted = [...sizes].sort((a, b) => Number(a - b));
          expect(fileSizeQuantiles?.p50).toBe(
            sorted[Math.ceil(sizes.length / 2) - 1],
          );
          expect(fileSizeQuantiles?.p90).toBe(
            sorted[Math.ceil(sizes.length * 0.9) - 1],
          );
        },
      ),
      { numRuns: 50 },
    );
  });

  it('names the partitions with most superfluous files first, with their start in time', async () => {
    const inPartition = (day: number | null, count: number) =>
      Array.from({ length: count }, () => ({
        partition: [day],
        fileSizeBytes: 10n,
      }));
    const { statistics } = read(
      [
        {
          path: '/t/d1',
          specId: 1,
          partitionTypes: PARTITION_TYPES,
          files: [
            ...inPartition(20_781, 3),
            ...inPartition(null, 1),
            ...inPartition(20_782, 9),
          ],
        },
        { path: '/t/d0', files: [{}] },
        {
          path: '/t/x1',
          specId: 1,
          partitionTypes: PARTITION_TYPES,
          content: 'deletes',
          files: Array.from({ length: 12 }, () => ({
            content: 'position-deletes' as const,
            partition: [20_781],
            recordCount: 2n,
          })),
        },
        {
          path: '/t/x2',
          specId: 1,
          partitionTypes: PARTITION_TYPES,
          content: 'deletes',
          files: [{ content: 'equality-deletes', partition: [5] }],
        },
      ],
      {},
      2,
    );
    expect(await statistics).toMatchObject({
      partitions: 4,
      partitionsTruncated: true,
      partitionStatistics: [
        {
          specId: 1,
          partition: 'day=2026-11-24',
          startMs: Date.UTC(2026, 10, 24),
          dataFiles: 3,
          positionDeleteFiles: 12,
          deleteRecords: 24n,
        },
        { partition: 'day=2026-11-25', dataFiles: 9, dataBytes: 90n },
      ],
    });
  });

  it('counts a manifest once that the manifest list names twice, and says so', async () => {
    const repeated = { path: '/t/d1', files: [{}, {}] };
    expect(
      await read([repeated, { path: '/t/d2', files: [{}] }, repeated])
        .statistics,
    ).toMatchObject({
      dataFiles: 3,
      manifests: { data: 2 },
      incomplete: false,
      warnings: [{ code: 'manifest-repeated', location: '/t/d1' }],
    });
  });

  it('says so when a manifest has other files than the manifest list says', async () => {
    const { io } = read([
      { path: '/t/d1', files: [{}, {}] },
      { path: '/t/d2', files: [{}, { status: 'deleted' }] },
      { path: '/t/d3', files: [{}] },
    ]);
    const bytes = (path: string) => io.files.get(path) ?? new Uint8Array();
    // Another manifest in the place of one: sound in itself, and long enough.
    io.put('/t/d3', bytes('/t/d1'));
    const metadata = tableMetadata({ fields: FIELDS, specs: SPECS });
    expect(await readFileStatistics(io, metadata)).toMatchObject({
      dataFiles: 5,
      incomplete: false,
      warnings: [{ code: 'manifest-counts-differ', location: '/t/d3' }],
    });
    io.put('/t/d1', bytes('/t/d2'));
    expect(await readFileStatistics(io, metadata)).toMatchObject({
      dataFiles: 4,
      incomplete: true,
      warnings: [
        {
          message: expect.stringContaining(
            '2 added, 0 existing and 0 deleted files, but it has 1 added',
          ),
        },
        { location: '/t/d3' },
      ],
    });
  });

  it('counts the rest when something is unreadable, and says what is missing', async () => {
    const { io } = read([
      { path: '/t/d1', files: [{}, {}] },
      { path: '/t/d2', files: [{}] },
    ]);
    io.files.delete('/t/d2');
    const metadata = tableMetadata({ fields: FIELDS, specs: SPECS });
    expect(await readFileStatistics(io, metadata)).toMatchObject({
      dataFiles: 2,
      manifests: { data: 2 },
      incomplete: true,
      warnings: [{ code: 'manifest-unreadable', location: '/t/d2' }],
    });
    await expect(planScan(io, metadata, '1')).rejects.toMatchObject({
      name: 'IncompleteReadError',
      location: '/t/d2',
    });
    io.files.delete('/t/list.avro');
    expect(await readFileStatistics(io, metadata)).toMatchObject({
      dataFiles: 0,
      incomplete: true,
      warnings: [{ code: 'manifest-list-unreadable' }],
    });
    await expect(
      readFileStatistics(io, metadata, { snapshotId: '2' }),
    ).rejects.toMatchObject({ name: 'NoSuchSnapshotError' });
    await expect(
      readFileStatistics(io, { ...metadata, currentSnapshotId: undefined }),
    ).rejects.toThrow('no current snapshot');
    await expect(planScan(io, metadata, '2')).rejects.toMatchObject({
      name: 'NoSuchSnapshotError',
    });
  });

  it('names a thousand manifests that are missing, and says how many more there are', async () => {
    const { statistics, io } = read(
      Array.from({ length: 1_020 }, (_m, index) => ({
        path: `/t/d${index}`,
        files: [{}],
      })),
    );
    for (let index = 0; index < 1_010; index++) io.files.delete(`/t/d${index}`);
    const { warnings, incomplete, dataFiles } = await statistics;
    expect({ incomplete, dataFiles }).toEqual({
      incomplete: true,
      dataFiles: 10,
    });
    expect(warnings).toHaveLength(1_001);
    expect(warnings.at(-1)!.message).toBe('10 more warnings are left out');
  }, 30_000);

  it('tells even partitions from one that has nearly everything', async () => {
    const inDays = (sizes: bigint[]): ManifestSketch => ({
      path: '/t/d1',
      specId: 1,
      partitionTypes: PARTITION_TYPES,
      files: sizes.map((fileSizeBytes, day) => ({
        fileSizeBytes,
        partition: [day],
      })),
    });
    const even = await read([inDays([100n, 100n, 100n, 100n])]).statistics;
    expect(even.partitionSkew).toEqual({
      largestShare: 0.25,
      largestBytes: 100n,
      medianBytes: 100n,
      gini: 0,
    });
    const uneven = await read([inDays([0n, 0n, 0n, 100n])]).statistics;
    expect(uneven.partitionSkew).toEqual({
      largestShare: 1,
      largestBytes: 100n,
      medianBytes: 0n,
      gini: 0.75,
    });
  });

  it('gives the age of files by the snapshots that are still known', async () => {
    const { statistics } = read([
      {
        path: '/t/d1',
        files: [
          { snapshotId: 1n },
          { status: 'existing', snapshotId: 99n, sequenceNumber: 1n },
        ],
      },
    ]);
    expect(await statistics).toMatchObject({
      oldestFileMs: undefined,
      newestFileMs: 1000,
      fileAges: {
        filesOfExpiredSnapshots: 1,
        quantilesMs: { p10: 1000, p50: 1000, p90: 1000 },
      },
    });
  });

  it('bug: of codecs nothing was counted', async () => {
    const io = new MemoryFileIO();
    writeSnapshot(
      io,
      '/t/list.avro',
      ['deflate', 'zstandard', 'deflate', undefined].map((codec, index) => ({
        path: `/t/m${index}`,
        codec,
        ...(index === 1
          ? { content: 'deletes', files: [{ content: 'equality-deletes' }] }
          : { files: [{}] }),
      })) as ManifestSketch[],
    );
    const metadata = tableMetadata();
    const files = await readFileStatistics(io, metadata);
    const manifestCodecs = { deflate: 2, null: 1, zstandard: 1 };
    expect(files.manifestCodecs).toEqual(manifestCodecs);
    expect(inspectionToJson({ metadata, files, warnings: [] })).toMatchObject({
      files: { detail: { manifestCodecs } },
    });
  });
});
