import type {
  ContentFile,
  ManifestEntry,
  PartitionSpec,
  SchemaField,
  TableMetadata,
} from '../model';
import { MemoryFileIO } from './MemoryFileIO';
import { writeAvro } from './writeAvro';

const optional = (type: unknown) => ['null', type];
const idMap = (key: number, value: number, type: string) =>
  optional({
    type: 'array',
    logicalType: 'map',
    items: {
      type: 'record',
      name: `k${key}_v${value}`,
      fields: [
        { name: 'key', type: 'int', 'field-id': key },
        { name: 'value', type, 'field-id': value },
      ],
    },
  });

/** Schema of a manifest as Java writes it. `partition`: Avro types of the partition fields, ids from 1000. */
export function manifestSchema(partition: unknown[] = []): object {
  return {
    type: 'record',
    name: 'manifest_entry',
    fields: [
      { name: 'status', type: 'int', 'field-id': 0 },
      {
        name: 'snapshot_id',
        type: optional('long'),
        default: null,
        'field-id': 1,
      },
      {
        name: 'sequence_number',
        type: optional('long'),
        default: null,
        'field-id': 3,
      },
      {
        name: 'file_sequence_number',
        type: optional('long'),
        default: null,
        'field-id': 4,
      },
      {
        name: 'data_file',
        'field-id': 2,
        type: {
          type: 'record',
          name: 'r2',
          fields: [
            { name: 'content', type: 'int', 'field-id': 134 },
            { name: 'file_path', type: 'string', 'field-id': 100 },
            { name: 'file_format', type: 'string', 'field-id': 101 },
            {
              name: 'partition',
              'field-id': 102,
              type: {
                type: 'record',
                name: 'r102',
                fields: partition.map((type, index) => ({
                  name: `p${index}`,
                  type,
                  'field-id': 1000 + index,
                })),
              },
            },
            { name: 'record_count', type: 'long', 'field-id': 103 },
            { name: 'file_size_in_bytes', type: 'long', 'field-id': 104 },
            {
              name: 'value_counts',
              type: idMap(119, 120, 'long'),
              default: null,
              'field-id': 109,
            },
            {
              name: 'lower_bounds',
              type: idMap(126, 127, 'bytes'),
              default: null,
              'field-id': 125,
            },
            {
              name: 'upper_bounds',
              type: idMap(129, 130, 'bytes'),
              default: null,
              'field-id': 128,
            },
            {
              name: 'equality_ids',
              type: optional({ type: 'array', items: 'long' }),
              default: null,
              'field-id': 135,
            },
            {
              name: 'sort_order_id',
              type: optional('int'),
              default: null,
              'field-id': 140,
            },
            {
              name: 'first_row_id',
              type: optional('long'),
              default: null,
              'field-id': 142,
            },
            {
              name: 'referenced_data_file',
              type: optional('string'),
              default: null,
              'field-id': 143,
            },
            {
              name: 'content_offset',
              type: optional('long'),
              default: null,
              'field-id': 144,
            },
            {
              name: 'content_size_in_bytes',
              type: optional('long'),
              default: null,
              'field-id': 145,
            },
          ],
        },
      },
    ],
  };
}

export const MANIFEST_LIST_SCHEMA = {
  type: 'record',
  name: 'manifest_file',
  fields: [
    { name: 'manifest_path', type: 'string', 'field-id': 500 },
    { name: 'manifest_length', type: 'long', 'field-id': 501 },
    { name: 'partition_spec_id', type: 'int', 'field-id': 502 },
    { name: 'content', type: 'int', 'field-id': 517 },
    { name: 'sequence_number', type: 'long', 'field-id': 515 },
    { name: 'min_sequence_number', type: 'long', 'field-id': 516 },
    { name: 'added_snapshot_id', type: 'long', 'field-id': 503 },
    {
      name: 'added_files_count',
      type: optional('int'),
      default: null,
      'field-id': 504,
    },
    {
      name: 'existing_files_count',
      type: optional('int'),
      default: null,
      'field-id': 505,
    },
    {
      name: 'deleted_files_count',
      type: optional('int'),
      default: null,
      'field-id': 506,
    },
    {
      name: 'first_row_id',
      type: optional('long'),
      default: null,
      'field-id': 520,
    },
  ],
};

/** What a test says of a file; the rest is made up. */
export interface FileSketch
  extends Partial<Omit<ContentFile, 'lowerBounds' | 'upperBounds'>> {
  status?: ManifestEntry['status'];
  snapshotId?: bigint;
  sequenceNumber?: bigint;
  bounds?: Map<number, [Uint8Array, Uint8Array]>;
}

export interface ManifestSketch {
  path: string;
  specId?: number;
  content?: 'data' | 'deletes';
  sequenceNumber?: bigint;
  addedSnapshotId?: bigint;
  firstRowId?: bigint;
  files: FileSketch[];
  /** What the list says of its length in bytes; by default how long it is. */
  statedLength?: number;
  /** Avro types of the partition fields. */
  partitionTypes?: unknown[];
  codec?: string;
}

/** Writes a snapshot's manifests and manifest list into memory. */
export function writeSnapshot(
  io: MemoryFileIO,
  listPath: string,
  manifests: ManifestSketch[],
): void {
  const entries = manifests.map(manifest => {
    const bytes = writeAvro(
      manifestSchema(manifest.partitionTypes),
      manifest.files.map(entryRecord),
      { codec: manifest.codec },
    );
    io.put(manifest.path, bytes);
    return {
      manifest_path: manifest.path,
      manifest_length: BigInt(manifest.statedLength ?? bytes.length),
      partition_spec_id: manifest.specId ?? 0,
      content: manifest.content === 'deletes' ? 1 : 0,
      sequence_number: manifest.sequenceNumber ?? 1n,
      min_sequence_number: 1n,
      added_snapshot_id: manifest.addedSnapshotId ?? 1n,
      first_row_id: manifest.firstRowId ?? null,
      added_files_count: count(manifest, 'added'),
      existing_files_count: count(manifest, 'existing'),
      deleted_files_count: count(manifest, 'deleted'),
    };
  });
  io.put(listPath, writeAvro(MANIFEST_LIST_SCHEMA, entries));
}

function count(
  { files }: ManifestSketch,
  wanted: ManifestEntry['status'],
): number {
  return files.filter(({ status = 'added' }) => status === wanted).length;
}

const STATUS = { existing: 0, added: 1, deleted: 2 };
const CONTENT = { data: 0, 'position-deletes': 1, 'equality-deletes': 2 };

/** An entry of a manifest as `manifestSchema` has it. */
export function entryRecord(file: FileSketch) {
  const bound = (side: 0 | 1) =>
    file.bounds
      ? [...file.bounds].map(([key, pair]) => ({
          key,
          value: Buffer.from(pair[side]),
        }))
      : null;
  return {
    status: STATUS[file.status ?? 'added'],
    snapshot_id: file.snapshotId ?? null,
    sequence_number: file.sequenceNumber ?? null,
    file_sequence_number: file.sequenceNumber ?? null,
    data_file: {
      content: CONTENT[file.content ?? 'data'],
      file_path: file.filePath ?? '/t/data/f.parquet',
      file_format: file.fileFormat ?? 'PARQUET',
      partition: Object.fromEntries(
        (file.partition ?? []).map((value, index) => [`p${index}`, value]),
      ),
      record_count: file.recordCount ?? 10n,
      file_size_in_bytes: file.fileSizeBytes ?? 1000n,
      value_counts: null,
      lower_bounds: bound(0),
      upper_bounds: bound(1),
      equality_ids: file.equalityIds?.map(BigInt) ?? null,
      sort_order_id: file.sortOrderId ?? null,
      first_row_id: file.firstRowId ?? null,
      referenced_data_file: file.referencedDataFile ?? null,
      content_offset: file.contentOffset ?? null,
      content_size_in_bytes: file.contentSizeBytes ?? null,
    },
  };
}

/** Metadata of a table with one current snapshot, `1`, whose manifest list is `/t/list.avro`. */
export function tableMetadata(
  changes: Partial<TableMetadata> & {
    fields?: SchemaField[];
    specs?: PartitionSpec[];
  } = {},
): TableMetadata {
  const {
    fields = [
      {
        id: 1,
        name: 'id',
        required: false,
        type: { kind: 'primitive', name: 'long' },
      },
    ],
    specs,
    ...rest
  } = changes;
  return {
    format: 'iceberg',
    formatVersion: 2,
    location: '/t',
    metadataLocation: '/t/metadata/v1.metadata.json',
    metadataSizeBytes: 1,
    currentSchemaId: 0,
    schemas: [{ schemaId: 0, identifierFieldIds: [], fields }],
    defaultSpecId: 0,
    partitionSpecs: specs ?? [{ specId: 0, fields: [] }],
    defaultSortOrderId: 0,
    sortOrders: [{ orderId: 0, fields: [] }],
    properties: {},
    currentSnapshotId: '1',
    snapshots: [
      {
        snapshotId: '1',
        timestampMs: 1000,
        summary: {},
        manifestList: '/t/list.avro',
      },
    ],
    snapshotLog: [],
    metadataLog: [],
    refs: [],
    statisticsFiles: [],
    partitionStatisticsFiles: [],
    warnings: [],
    ...rest,
  };
}
