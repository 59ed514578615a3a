import { openAvroFile } from '../avro';
import type { ManifestFile, PartitionSpec, SchemaField } from '../model';
import { scannerFor } from '../scanner/scannerFor';
import { readFileStatistics } from '../statistics';
import { MemoryFileIO } from '../__testUtils__/MemoryFileIO';
import {
  entryRecord,
  manifestSchema,
  MANIFEST_LIST_SCHEMA,
  tableMetadata,
} from '../__testUtils__/tableBuilder';
import { writeAvro } from '../__testUtils__/writeAvro';
import { manifestEntries } from './readManifest';

const MANIFEST: ManifestFile = {
  manifestPath: '/t/m.avro',
  partitionSpecId: 0,
  content: 'data',
  sequenceNumber: 1n,
  minSequenceNumber: 1n,
};

const fields: SchemaField[] = [
  ['region', 'string'],
  ['at', 'timestamp'],
  ['is_big', 'boolean'],
  ['n', 'long'],
].map(([name, type], index) => ({
  id: index + 1,
  name,
  required: false,
  type: { kind: 'primitive', name: type },
}));

const specs: PartitionSpec[] = [
  {
    specId: 0,
    fields: [
      ['region', 'identity'],
      ['at-day', 'day'],
      ['is_big', 'identity'],
      ['n', 'identity'],
    ].map(([name, transform], index) => ({
      sourceIds: [index + 1],
      fieldId: 1000 + index,
      name,
      transform,
    })),
  },
];

const metadata = tableMetadata({ fields, specs });

/** A manifest of one file for each partition, whose partitions are of that Avro type. */
function manifestOf(type: unknown, partitions: unknown[]): Uint8Array {
  const schema = JSON.parse(JSON.stringify(manifestSchema()), (_key, value) =>
    value?.name === 'partition' ? { ...value, type } : value,
  );
  return writeAvro(
    schema,
    partitions.map((partition, index) => {
      const record = entryRecord({ filePath: `/t/${index}`, snapshotId: 1n });
      return { ...record, data_file: { ...record.data_file, partition } };
    }),
  );
}

const pairs = (fieldsOfPair: unknown[]) => ({
  type: 'array',
  items: { type: 'record', name: 'pair', fields: fieldsOfPair },
});
const key = { name: 'key', type: 'string' };
const value = { name: 'value', type: ['null', 'string'] };

describe('bug: manifests whose partitions are maps could not be read', () => {
  it.each<[string, unknown, unknown]>([
    [
      'an Avro map of texts',
      { type: 'map', values: 'string' },
      { region: 'eu', 'at-day': '20000', is_big: 'true', n: '-5' },
    ],
    [
      'an Avro map of texts and nulls',
      { type: 'map', values: ['null', 'string'] },
      { n: '-5', is_big: 'true', region: 'eu', at_x2Dday: '20000', more: null },
    ],
    [
      'a list of keys and values',
      pairs([key, value]),
      [
        { key: 'is_big', value: 'true' },
        { key: 'region', value: 'eu' },
        { key: 'more', value: 'x' },
        { key: 'n', value: '-5' },
        { key: 'at-day', value: '20000' },
      ],
    ],
    [
      'a list of values and keys, with something between',
      pairs([value, { name: 'extra', type: 'long' }, key]),
      [
        { key: 'is_big', extra: 1n, value: 'true' },
        { key: 'at-day', extra: 2n, value: '20000' },
        { key: 'n', extra: 3n, value: '-5' },
        { key: 'region', extra: 4n, value: 'eu' },
      ],
    ],
  ])('%s', async (_name, type, partition) => {
    const empty = Array.isArray(partition) ? [] : {};
    const bytes = manifestOf(type, [partition, empty]);
    const entries = [...manifestEntries(bytes, MANIFEST, metadata)];
    expect(entries.map(({ file }) => file.partition)).toEqual([
      ['eu', 20000, true, -5n],
      [null, null, null, null],
    ]);

    const io = new MemoryFileIO();
    io.put('/t/m.avro', bytes);
    io.put(
      '/t/list.avro',
      writeAvro(MANIFEST_LIST_SCHEMA, [
        {
          manifest_path: '/t/m.avro',
          manifest_length: BigInt(bytes.length),
          partition_spec_id: 0,
          content: 0,
          sequence_number: 1n,
          min_sequence_number: 1n,
          added_snapshot_id: 1n,
          first_row_id: null,
          added_files_count: 2,
          existing_files_count: 0,
          deleted_files_count: 0,
        },
      ]),
    );
    const statistics = await readFileStatistics(io, metadata);
    expect(statistics).toMatchObject({
      dataFiles: 2,
      dataRecords: 20n,
      incomplete: false,
      warnings: [],
    });
    expect(
      statistics.partitionStatistics.map(one => one.partition).sort(),
    ).toEqual([
      'region=eu/at-day=2024-10-04/is_big=true/n=-5',
      'region=null/at-day=null/is_big=null/n=null',
    ]);
    // Generated code takes records only: such manifests are for the exact reader.
    expect(
      scannerFor(openAvroFile(bytes).schema, { columns: [], paths: false }),
    ).toBeUndefined();
  });

  it('values keep their types where the map has several', () => {
    const bytes = manifestOf(
      { type: 'map', values: ['null', 'string', 'long', 'boolean'] },
      [{ region: 'eu', 'at-day': 20000n, is_big: false, n: 1n << 60n }],
    );
    const [entry] = manifestEntries(bytes, MANIFEST, metadata);
    expect(entry.file.partition).toEqual(['eu', 20000, false, 1n << 60n]);
  });

  it('a field that is there twice is damage, and not one of the two', () => {
    const bytes = manifestOf(pairs([key, value]), [
      [
        { key: 'region', value: 'eu' },
        { key: 'region', value: 'us' },
      ],
    ]);
    expect(() => [...manifestEntries(bytes, MANIFEST, metadata)]).toThrow(
      expect.objectContaining({
        name: 'CorruptMetadataError',
        message: expect.stringContaining('"region" is there twice'),
      }),
    );
  });

  it.each([
    ['a list of numbers', { type: 'array', items: 'long' }],
    ['numbers as keys', pairs([{ name: 'key', type: 'int' }, value])],
    ['a text', 'string'],
  ])('%s is no partition', (_name, type) => {
    const bytes = manifestOf(type, []);
    expect(() => [...manifestEntries(bytes, MANIFEST, metadata)]).toThrow(
      expect.objectContaining({ name: 'CorruptMetadataError' }),
    );
  });
});

describe('bug: all schemas were looked through for each manifest', () => {
  it('500 manifests of a table with 100 schemas of 1,000 columns take as long as one', () => {
    let looked = 0;
    const columns = Array.from({ length: 1000 }, (_, index) => ({
      ...fields[0],
      id: index + 1,
      get type() {
        looked++;
        return fields[0].type;
      },
    }));
    const wide = tableMetadata({
      specs,
      schemas: Array.from({ length: 100 }, (_, schemaId) => ({
        schemaId,
        identifierFieldIds: [],
        fields: columns,
      })),
    });
    const bytes = manifestOf({ type: 'map', values: 'string' }, [{}]);
    const readAll = (count: number) => {
      for (let index = 0; index < count; index++)
        expect([...manifestEntries(bytes, MANIFEST, wide)]).toHaveLength(1);
    };
    readAll(1);
    const lookedOnce = looked;
    readAll(499);
    expect(looked).toBe(lookedOnce);
    // A column of another type is another table's, or that of its next metadata.
    const [entry] = manifestEntries(
      manifestOf({ type: 'map', values: 'string' }, [{ n: '7' }]),
      MANIFEST,
      metadata,
    );
    expect(entry.file.partition[3]).toBe(7n);
  });
});
