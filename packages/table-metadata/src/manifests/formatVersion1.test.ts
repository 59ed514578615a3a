import { resolve } from 'node:path';
import { MemoryFileIO } from '../__testUtils__/MemoryFileIO';
import { tableMetadata } from '../__testUtils__/tableBuilder';
import { writeAvro } from '../__testUtils__/writeAvro';
import type { PartitionSpec, SchemaField } from '../model';
import { LocalFileIO, RewritingFileIO } from '../io';
import { findMetadataLocation, readTableMetadata } from '../metadata';
import { readFileStatistics } from '../statistics';
import { readManifest } from './readManifest';
import { readManifestList } from './readManifestList';

const field = (id: number, name: string, type: string): SchemaField => ({
  id,
  name,
  required: false,
  type: { kind: 'primitive', name: type },
});
const part = (sourceId: number, transform: string, index: number) => ({
  sourceIds: [sourceId],
  fieldId: 1000 + index,
  name: `p${index}`,
  transform,
});

async function readAll(io: MemoryFileIO, metadata = tableMetadata()) {
  const manifests = await readManifestList(io, metadata, metadata.snapshots[0]);
  return Promise.all(
    manifests.map(manifest => readManifest(io, manifest, metadata)),
  );
}

describe('format version 1 as old writers wrote it', () => {
  const entrySchema = {
    type: 'record',
    name: 'manifest_entry',
    fields: [
      { name: 'status', type: 'int' },
      { name: 'snapshot_id', type: ['long', 'null'] },
      {
        name: 'data_file',
        type: {
          type: 'record',
          name: 'data_file',
          fields: [
            { name: 'file_path', type: 'string' },
            { name: 'file_format', type: 'string' },
            {
              name: 'partition',
              type: {
                type: 'record',
                name: 'p',
                fields: [{ name: 'p0', type: ['string', 'null'] }],
              },
            },
            { name: 'record_count', type: 'long' },
            { name: 'file_size_in_bytes', type: 'long' },
            { name: 'block_size_in_bytes', type: 'long' },
            { name: 'file_ordinal', type: ['null', 'int'] },
            {
              name: 'sort_columns',
              type: ['null', { type: 'array', items: 'int' }],
            },
            {
              name: 'value_counts',
              type: [{ type: 'map', values: 'long' }, 'null'],
            },
            {
              name: 'lower_bounds',
              type: ['null', { type: 'map', values: 'bytes' }],
            },
          ],
        },
      },
    ],
  };
  const entry = (status: number, path: string, partition: string | null) => ({
    status,
    snapshot_id: { long: 4n },
    data_file: {
      file_path: path,
      file_format: 'parquet',
      partition: { p0: partition === null ? null : { string: partition } },
      record_count: 3n,
      file_size_in_bytes: 100n,
      block_size_in_bytes: 67108864n,
      file_ordinal: null,
      sort_columns: null,
      value_counts: { map: { 1: 3n } },
      lower_bounds: { map: { 1: Buffer.from([1]) } },
    },
  });
  const specs: PartitionSpec[] = [
    { specId: 0, fields: [] },
    { specId: 3, fields: [part(1, 'identity', 0)] },
  ];
  const manifest = writeAvro(
    entrySchema,
    [entry(1, '/t/a', 'x'), entry(0, '/t/b', null), entry(2, '/t/c', 'x')],
    {
      metadata: { 'partition-spec-id': '3' },
      wrapUnions: true,
    },
  );

  it('reads lists without ids, counts, contents and sequence numbers', async () => {
    const listSchema = {
      type: 'record',
      name: 'manifest_file',
      fields: [
        { name: 'manifest_path', type: 'string' },
        { name: 'manifest_length', type: 'long' },
        { name: 'partition_spec_id', type: 'int' },
        { name: 'added_snapshot_id', type: ['long', 'null'] },
        { name: 'added_data_files_count', type: ['int', 'null'] },
      ],
    };
    const io = new MemoryFileIO().put('/t/m.avro', manifest);
    const length = BigInt(manifest.length);
    io.put(
      '/t/list.avro',
      writeAvro(listSchema, [
        {
          manifest_path: '/t/m.avro',
          manifest_length: length,
          partition_spec_id: 3,
          added_snapshot_id: 4n,
          added_data_files_count: null,
        },
      ]),
    );
    const metadata = tableMetadata({
      formatVersion: 1,
      fields: [field(1, 's', 'string')],
      specs,
    });
    const [listed] = await readManifestList(
      io,
      metadata,
      metadata.snapshots[0],
    );
    expect(listed).toMatchObject({
      content: 'data',
      sequenceNumber: 0n,
      partitionSpecId: 3,
      addedSnapshotId: 4n,
    });
    expect(listed.addedFilesCount).toBeUndefined();
    expect(await readManifest(io, listed, metadata)).toMatchObject([
      {
        status: 'added',
        snapshotId: 4n,
        sequenceNumber: 0n,
        file: {
          content: 'data',
          partition: ['x'],
          valueCounts: new Map([[1, 3n]]),
          lowerBounds: new Map([[1, Uint8Array.of(1)]]),
        },
      },
      { status: 'existing', file: { partition: [null], specId: 3 } },
      { status: 'deleted' },
    ]);
  });

  it('reads manifests that a snapshot lists itself, by the spec in their header', async () => {
    const io = new MemoryFileIO().put('/t/m.avro', manifest);
    const snapshots = [
      {
        snapshotId: '1',
        timestampMs: 1,
        summary: {},
        manifests: ['/t/m.avro'],
      },
    ];
    const metadata = tableMetadata({
      formatVersion: 1,
      fields: [field(1, 's', 'string')],
      specs,
      snapshots,
    });
    const [entries] = await readAll(io, metadata);
    expect(entries.map(({ file }) => [file.specId, file.partition])).toEqual([
      [3, ['x']],
      [3, [null]],
      [3, ['x']],
    ]);
  });

  it('reads a table of Iceberg 0.9.1 that has no manifest lists', async () => {
    const folder = resolve(__dirname, '../../fixtures/java/inline');
    const local = await LocalFileIO.create({ roots: [folder] });
    const io = new RewritingFileIO(local, [
      { from: 'file:/tmp/lakehouse-fixtures/java/inline', to: folder },
    ]);
    const { metadataLocation } = await findMetadataLocation(local, folder);
    const metadata = await readTableMetadata(local, metadataLocation);
    expect(
      metadata.snapshots.map(({ manifests }) => manifests?.length),
    ).toEqual([1, 2, 3]);
    expect(metadata).toMatchObject({
      formatVersion: 1,
      currentSchemaId: 0,
      warnings: [],
    });
    expect(await readFileStatistics(io, metadata)).toMatchObject({
      manifests: { data: 3, deletes: 0, sizeBytes: 0n },
      dataFiles: 12,
      dataRecords: 3n * (10n + 11n + 12n + 13n),
      dataBytes: 3n * (1000n + 1001n + 1002n + 1003n) + 4n * (0n + 1n + 2n),
      partitions: 4,
      partitionStatistics: expect.arrayContaining([
        expect.objectContaining({
          partition: 'ts_day=2020-01-02/id_bucket=1/dec=1.10',
          dataFiles: 3,
        }),
      ]),
      incomplete: false,
      warnings: [],
    });
  });
});
