import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ContentFile,
  LocalFileIO,
  type ManifestEntry,
  parseTableMetadata,
  type PartitionValue,
  readManifest,
  readManifestList,
} from '@lakehouse-portal/table-metadata';
import fc from 'fast-check';
import { formatMetadataJson } from '../metadata/formatMetadataJson';
import { newTableMetadata } from '../metadata/newTableMetadata';
import { typedPartitionFields } from '../partitioning/createPartitionSpec';
import { writeManifest } from './writeManifest';
import { writeManifestList } from './writeManifestList';

const PARTITIONS: Array<[string, fc.Arbitrary<PartitionValue>]> = [
  ['boolean', fc.boolean()],
  ['int', fc.integer()],
  ['long', fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })],
  ['float', fc.float({ noNaN: true })],
  ['double', fc.double({ noNaN: true })],
  ['decimal(9,2)', fc.bigInt({ min: -999_999_999n, max: 999_999_999n })],
  [
    'decimal(38,0)',
    fc.bigInt({ min: -(10n ** 38n) + 1n, max: 10n ** 38n - 1n }),
  ],
  ['date', fc.integer({ min: -100_000, max: 100_000 })],
  ['time', fc.bigInt({ min: 0n, max: 86_399_999_999n })],
  ['timestamp', fc.bigInt({ min: -(2n ** 60n), max: 2n ** 60n })],
  ['timestamptz', fc.bigInt({ min: -(2n ** 60n), max: 2n ** 60n })],
  ['string', fc.string({ unit: 'binary' })],
  ['uuid', fc.uuid()],
  ['binary', fc.uint8Array({ maxLength: 20 })],
];

const big = fc.bigInt({ min: 0n, max: 2n ** 62n });
const intMap = fc
  .array(fc.tuple(fc.nat(), big), { maxLength: 4 })
  .map(pairs => (pairs.length === 0 ? undefined : new Map(pairs)));
const bytesMap = fc
  .array(fc.tuple(fc.nat(), fc.uint8Array({ maxLength: 20 })), { maxLength: 4 })
  .map(pairs => (pairs.length === 0 ? undefined : new Map(pairs)));

function fileArbitrary(formatVersion: number): fc.Arbitrary<ContentFile> {
  return fc.record({
    content: fc.constant('data' as const),
    filePath: fc.string({ unit: 'binary', minLength: 1 }),
    fileFormat: fc.constant('parquet'),
    specId: fc.constant(0),
    partition: fc.tuple(...PARTITIONS.map(([, values]) => fc.option(values))),
    recordCount: fc.bigInt({ min: 1n, max: 10n ** 12n }),
    fileSizeBytes: big,
    columnSizes: intMap,
    valueCounts: intMap,
    nullValueCounts: intMap,
    nanValueCounts: intMap,
    lowerBounds: bytesMap,
    upperBounds: bytesMap,
    splitOffsets: fc.option(fc.array(big, { maxLength: 3 }), {
      nil: undefined,
    }),
    sortOrderId: fc.option(fc.nat(), { nil: undefined }),
    ...(formatVersion >= 3 ? { firstRowId: big } : {}),
  });
}

/** Absent members and those that are undefined mean the same. */
const clean = (file: ContentFile): unknown =>
  Object.fromEntries(
    Object.entries(file).filter(([, value]) => value !== undefined),
  );

describe.each([1, 2, 3] as const)(
  'manifests of format version %d',
  formatVersion => {
    let directory: string;
    beforeAll(() => {
      directory = mkdtempSync(join(tmpdir(), 'manifests-'));
    });
    afterAll(() => rmSync(directory, { recursive: true }));

    it('are read as they were written, for every type of partition value and 64-bit number', async () => {
      const location = `file://${directory}`;
      const json = newTableMetadata(
        {
          formatVersion,
          columns: PARTITIONS.map(([type], index) => ({
            name: `c${index}`,
            type,
          })),
          partitionBy: PARTITIONS.map((_partition, index) => ({
            column: `c${index}`,
            name: index % 2 === 0 ? undefined : `${index} part-${index}`,
            ...(index % 2 === 0 ? {} : { transform: 'identity' }),
          })),
        },
        { uuid: '123e4567-e89b-12d3-a456-426614174000', location, nowMs: 1 },
      );
      const metadata = parseTableMetadata(
        Buffer.from(formatMetadataJson(json)),
        { metadataLocation: `${location}/m.json` },
      );
      const io = await LocalFileIO.create({ roots: [directory] });
      let run = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.array(fileArbitrary(formatVersion), {
            minLength: 1,
            maxLength: 5,
          }),
          fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }),
          async (files, snapshotId) => {
            run += 1;
            const entries: ManifestEntry[] = files.map((file, index) => ({
              status: (['added', 'existing', 'deleted'] as const)[index % 3],
              snapshotId,
              ...(index % 3 === 0 || formatVersion === 1
                ? {}
                : {
                    sequenceNumber: BigInt(index),
                    fileSequenceNumber: BigInt(index),
                  }),
              file,
            }));
            const written = await writeManifest({
              location: `${location}/m${run}.avro`,
              formatVersion,
              content: 'data',
              schema: json.schemas[0],
              spec: json['partition-specs'][0],
              partitionFields: typedPartitionFields(
                json.schemas,
                json['partition-specs'][0],
              ),
              snapshotId,
              entries,
              durable: false,
            });
            await writeManifestList({
              location: `${location}/list${run}.avro`,
              formatVersion,
              snapshotId,
              parentSnapshotId: undefined,
              sequenceNumber: 99n,
              nextRowId: 7n,
              manifests: [written],
              durable: false,
            });
            const [manifest] = await readManifestList(io, metadata, {
              snapshotId: String(snapshotId),
              timestampMs: 1,
              summary: {},
              manifestList: `${location}/list${run}.avro`,
            });
            expect(manifest).toMatchObject({
              addedSnapshotId: snapshotId,
              addedFilesCount: Math.ceil(files.length / 3),
              ...(formatVersion >= 2 ? { sequenceNumber: 99n } : {}),
              ...(formatVersion >= 3 ? { firstRowId: 7n } : {}),
            });
            const read = await readManifest(io, manifest, metadata);
            expect(read.map(({ status }) => status)).toEqual(
              entries.map(({ status }) => status),
            );
            expect(read.map(({ file }) => clean(file))).toEqual(
              files.map(clean),
            );
            expect(read.every(entry => entry.snapshotId === snapshotId)).toBe(
              true,
            );
            if (formatVersion >= 2)
              expect(read.map(({ sequenceNumber }) => sequenceNumber)).toEqual(
                entries.map(({ status, sequenceNumber }) =>
                  status === 'added' ? 99n : sequenceNumber,
                ),
              );
          },
        ),
        { numRuns: 60 },
      );
    });
  },
);
