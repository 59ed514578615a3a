import type {
  ManifestFile,
  PartitionSpec,
  PartitionValue,
  SchemaField,
} from '../model';
import { readFileStatistics } from '../statistics';
import { MemoryFileIO } from '../__testUtils__/MemoryFileIO';
import {
  manifestSchema,
  tableMetadata,
  writeSnapshot,
} from '../__testUtils__/tableBuilder';
import { writeAvro } from '../__testUtils__/writeAvro';
import { manifestEntries } from './readManifest';

type Json = Record<string, unknown>;

/** The schema, with each record changed, from the inside out. */
function mapRecords(
  json: unknown,
  change: (fields: Json[]) => Json[],
): unknown {
  if (Array.isArray(json)) return json.map(part => mapRecords(part, change));
  if (typeof json !== 'object' || json === null) return json;
  const mapped = Object.fromEntries(
    Object.entries(json).map(([key, part]) => [key, mapRecords(part, change)]),
  );
  return mapped.type === 'record'
    ? { ...mapped, fields: change(mapped.fields as Json[]) }
    : mapped;
}

const isPair = (fields: Json[]) =>
  fields.map(({ name }) => name).join() === 'key,value';

const LONG = Buffer.alloc(8, 1);
const ENTRY = {
  status: 1,
  snapshot_id: 1n,
  sequence_number: null,
  file_sequence_number: null,
  data_file: {
    content: 0,
    file_path: '/t/a',
    file_format: 'PARQUET',
    partition: {},
    record_count: 10n,
    file_size_in_bytes: 1000n,
    value_counts: [{ key: 1, value: 10n, extra: 0n }],
    lower_bounds: [{ key: 1, value: LONG, extra: 0n }],
    upper_bounds: [{ key: 1, value: LONG, extra: 0n }],
    equality_ids: null,
    sort_order_id: null,
    first_row_id: null,
    referenced_data_file: null,
    content_offset: null,
    content_size_in_bytes: null,
  },
};

const MANIFEST: ManifestFile = {
  manifestPath: '/t/m.avro',
  partitionSpecId: 0,
  content: 'data',
  sequenceNumber: 1n,
  minSequenceNumber: 1n,
};

async function read(schema: unknown, entry: unknown = ENTRY) {
  // Longer than the manifest list says.
  const bytes = writeAvro(schema, [entry], {
    metadata: { padding: 'x'.repeat(4000) },
  });
  const io = new MemoryFileIO();
  const manifest = { path: '/t/m.avro', files: [{}] };
  writeSnapshot(io, '/t/list.avro', [manifest]);
  io.put('/t/m.avro', bytes);
  const metadata = tableMetadata();
  return {
    statistics: await readFileStatistics(io, metadata),
    entries: [...manifestEntries(bytes, MANIFEST, metadata)],
  };
}

describe('manifests as odd writers write them', () => {
  it.each<[string, (fields: Json[]) => Json[]]>([
    [
      'values before keys',
      fields => (isPair(fields) ? [...fields].reverse() : fields),
    ],
    [
      'values before keys, without ids',
      fields =>
        (isPair(fields) ? [...fields].reverse() : fields).map(
          ({ 'field-id': _id, ...field }) => field,
        ),
    ],
    [
      'a third field beside key and value',
      fields =>
        isPair(fields) ? [...fields, { name: 'extra', type: 'long' }] : fields,
    ],
    [
      'null allowed everywhere',
      fields =>
        fields.map(field =>
          Array.isArray(field.type)
            ? field
            : { ...field, type: ['null', field.type] },
        ),
    ],
  ])('%s: counts and bounds are of the right column', async (_odd, change) => {
    const { entries, statistics } = await read(
      mapRecords(manifestSchema(), change),
    );
    expect(entries[0].file).toMatchObject({
      valueCounts: new Map([[1, 10n]]),
      lowerBounds: new Map([[1, new Uint8Array(LONG)]]),
      upperBounds: new Map([[1, new Uint8Array(LONG)]]),
    });
    expect(statistics).toMatchObject({
      dataFiles: 1,
      columnStatistics: { columnsWithBounds: 1, filesWithoutBounds: 0 },
      incomplete: false,
      warnings: [],
    });
  });

  it.each([
    ['timestamp', { type: 'long', logicalType: 'timestamp-millis' }, -1],
    ['timestamp', { type: 'long', logicalType: 'local-timestamp-millis' }, -1],
    ['timestamp', { type: 'long', logicalType: 'timestamp-micros' }, -1000],
    ['time', { type: 'int', logicalType: 'time-millis' }, 86_399_999],
    ['time', { type: 'long', logicalType: 'time-micros' }, 86_399_999_000],
  ])(
    'a partition by %s in the Avro type %o has the same value in milliseconds and in microseconds',
    async (name, avroType, value) => {
      const fields: SchemaField[] = [
        {
          id: 1,
          name: 't',
          required: false,
          type: { kind: 'primitive', name },
        },
      ];
      const specs: PartitionSpec[] = [
        {
          specId: 0,
          fields: [
            { sourceIds: [1], fieldId: 1000, name: 't', transform: 'identity' },
          ],
        },
      ];
      const io = new MemoryFileIO();
      writeSnapshot(io, '/t/list.avro', [
        {
          path: '/t/m.avro',
          partitionTypes: [['null', avroType]],
          files: [{ partition: [value] as PartitionValue[] }],
        },
      ]);
      const { partitionStatistics } = await readFileStatistics(
        io,
        tableMetadata({ fields, specs }),
      );
      expect(partitionStatistics.map(({ partition }) => partition)).toEqual([
        name === 'time' ? 't=23:59:59.999000' : 't=1969-12-31T23:59:59.999000',
      ]);
    },
  );

  it.each([
    ['größe-1', 'größe_x2D1', 'Java and Python'],
    ['größe-1', 'gr_xF6_xDFe_x2D1', 'others'],
    ['😀', '_xD83D_xDE00', 'Java'],
    ['😀', '_x1F600', 'Python'],
    ['1a', '_1a', 'all'],
  ])(
    'a partition field "%s" that is called %s, and has no id, as by %s',
    async (name, avroName) => {
      const partition = {
        type: 'record',
        name: 'r102',
        fields: [{ name: 'PLACE', type: ['null', 'string'] }],
      };
      const schema = JSON.stringify(
        mapRecords(manifestSchema(), fields =>
          fields.map(({ 'field-id': _id, ...field }) =>
            field.name === 'partition' ? { ...field, type: partition } : field,
          ),
        ),
      );
      const file = { ...ENTRY.data_file, partition: { PLACE: 'x' } };
      const bytes = writeAvro(
        JSON.parse(schema),
        [{ ...ENTRY, data_file: file }],
        // Avro libraries do not all take such names; the header is text.
        { metadata: { 'avro.schema': schema.replace('PLACE', avroName) } },
      );
      const metadata = tableMetadata({
        specs: [
          {
            specId: 0,
            fields: [
              { sourceIds: [1], fieldId: 1000, name, transform: 'identity' },
            ],
          },
        ],
      });
      const [entry] = manifestEntries(bytes, MANIFEST, metadata);
      expect(entry.file.partition).toEqual(['x']);
    },
  );
});

describe('bounds of a column that was a date before it was a timestamp', () => {
  const DAY_MICROS = 86_400_000_000n;
  const date = (day: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32LE(day);
    return bytes;
  };
  const timestamp = (value: bigint) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(value);
    return bytes;
  };

  it.each([
    ['timestamp', DAY_MICROS],
    ['timestamptz_ns', DAY_MICROS * 1000n],
  ])('are days, also beside those of a %s', async (name, unit) => {
    const days = [-3, -2, -1, 0, 1, 2];
    const bound = (day: number, isOld: boolean) =>
      isOld ? date(day) : timestamp(BigInt(day) * unit);
    const clusteringOf = async (isOld: boolean) => {
      const io = new MemoryFileIO();
      writeSnapshot(io, '/t/list.avro', [
        {
          path: '/t/m.avro',
          files: days.flatMap(day =>
            [isOld, false].map(old => ({
              filePath: `/t/${day}-${old}`,
              bounds: new Map<number, [Uint8Array, Uint8Array]>([
                [1, [bound(day, old), bound(day + 1, old)]],
              ]),
            })),
          ),
        },
      ]);
      const fields: SchemaField[] = [
        {
          id: 1,
          name: 't',
          required: false,
          type: { kind: 'primitive', name },
        },
      ];
      return (await readFileStatistics(io, tableMetadata({ fields })))
        .clustering;
    };
    expect(await clusteringOf(true)).toEqual(await clusteringOf(false));
  });
});
