import { gzipSync } from 'node:zlib';
import { serializeContainer, pack } from '../avro/AvroContainer';
import { parseSchema } from '../avro/AvroSchema';
import { encodeValue } from '../avro/encodeAvro';
import { MemoryFileIO } from '../MemoryFileIO';
import { json } from '../metadataJson';
import { manifestListSchema, manifestSchema } from './manifestSchemas';
import { LOCATION } from './TableHistory';
import { liveFiles } from './TableModel';
import type {
  ModelEntry,
  ModelManifest,
  ModelSnapshot,
  ModelValue,
  TableModel,
} from './TableModel';
import { rangeOf } from './rangeOf';
import { type PlainValue, toAvroValue } from './toAvroValue';

const SYNC = Buffer.from('0123456789abcdef');
const STATUS = { existing: 0, added: 1, deleted: 2 };
const CONTENT = { data: 0, 'position-deletes': 1, 'equality-deletes': 2 };
const DELETE_FILE_PATH_ID = 2_147_483_546;

/** A table in memory, and where its newest metadata is. */
export interface WrittenTable {
  io: MemoryFileIO;
  metadataLocation: string;
  /** Bytes of each manifest, by path. */
  manifestBytes: Map<string, number>;
}

/** Writes a model as an engine would: metadata, manifest lists, manifests. */
export function writeTable(model: TableModel): WrittenTable {
  const io = new MemoryFileIO();
  const manifestBytes = new Map<string, number>();
  for (const snapshot of model.snapshots) {
    for (const manifest of snapshot.manifests) {
      if (manifestBytes.has(manifest.path)) continue;
      const bytes = writeManifest(model, manifest);
      manifestBytes.set(manifest.path, bytes.length);
      io.put(manifest.path, bytes);
    }
    io.put(listPath(snapshot), writeList(model, snapshot, manifestBytes));
  }
  const extension = model.style.gzipMetadata
    ? 'gz.metadata.json'
    : 'metadata.json';
  const metadataLocation = `${LOCATION}/metadata/v1.${extension}`;
  const text = json(metadataJson(model));
  io.put(
    metadataLocation,
    model.style.gzipMetadata ? new Uint8Array(gzipSync(text)) : text,
  );
  return { io, metadataLocation, manifestBytes };
}

export function listPath({ id }: ModelSnapshot): string {
  return `${LOCATION}/metadata/snap-${id}.avro`;
}

function writeManifest(model: TableModel, manifest: ModelManifest): Uint8Array {
  const spec = model.specs[manifest.specId];
  return writeContainer(
    model,
    manifestSchema(model, spec.fields),
    manifest.entries.map(entry => entryRecord(model, manifest, entry)),
    {
      'partition-spec-id': String(manifest.specId),
      'format-version': String(model.formatVersion),
      content: manifest.content,
    },
  );
}

function entryRecord(
  model: TableModel,
  manifest: ModelManifest,
  { status, file }: ModelEntry,
): PlainValue {
  const spec = model.specs[manifest.specId];
  // An added file takes its sequence number from the manifest list; others have their own.
  const inherits = status === 'added';
  // A deleted entry names the snapshot that deleted it.
  const snapshotId = status === 'deleted' ? manifest.addedBy : file.addedBy;
  const boundOf = (side: 0 | 1): PlainValue => {
    const bounds: PlainValue[] = [];
    if (file.bounds)
      bounds.push({ key: 1, value: longBytes(file.bounds[side]) });
    if (file.namesFileByBounds)
      bounds.push({
        key: DELETE_FILE_PATH_ID,
        value: Buffer.from(file.referencedDataFile ?? ''),
      });
    return bounds.length === 0 ? null : bounds;
  };
  return {
    status: STATUS[status],
    snapshot_id: inherits && model.formatVersion > 1 ? null : snapshotId,
    sequence_number: inherits ? null : file.sequenceNumber,
    file_sequence_number: inherits ? null : file.sequenceNumber,
    data_file: {
      content: CONTENT[file.content],
      file_path: file.path,
      file_format: file.format,
      partition: Object.fromEntries(
        spec.fields.map((field, index) => [field.name, file.partition[index]]),
      ),
      record_count: file.records,
      file_size_in_bytes: file.bytes,
      block_size_in_bytes: 67_108_864,
      column_sizes: [{ key: 1, value: file.bytes }],
      value_counts: [{ key: 1, value: file.records }],
      null_value_counts: [],
      lower_bounds: boundOf(0),
      upper_bounds: boundOf(1),
      split_offsets: [4],
      equality_ids: file.equalityIds,
      sort_order_id: file.sortOrderId,
      referenced_data_file: file.namesFileByBounds
        ? null
        : file.referencedDataFile,
      content_offset: file.contentOffset,
      content_size_in_bytes: file.contentBytes,
    },
  };
}

function longBytes(value: bigint): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(value);
  return bytes;
}

function writeList(
  model: TableModel,
  snapshot: ModelSnapshot,
  manifestBytes: Map<string, number>,
): Uint8Array {
  const records = snapshot.manifests.map((manifest): PlainValue => {
    const count = (wanted: string): number =>
      manifest.entries.filter(({ status }) => status === wanted).length;
    const version = model.formatVersion === 1 ? '_data' : '';
    return {
      manifest_path: manifest.path,
      manifest_length: manifestBytes.get(manifest.path),
      partition_spec_id: manifest.specId,
      content: manifest.content === 'data' ? 0 : 1,
      sequence_number: manifest.sequenceNumber,
      min_sequence_number: manifest.entries.reduce(
        (least, { file }) =>
          file.sequenceNumber < least ? file.sequenceNumber : least,
        manifest.sequenceNumber,
      ),
      added_snapshot_id: manifest.addedBy,
      partitions: partitionSummaries(model, manifest),
      [`added${version}_files_count`]: count('added'),
      [`existing${version}_files_count`]: count('existing'),
      [`deleted${version}_files_count`]: count('deleted'),
    };
  });
  return writeContainer(model, manifestListSchema(model), records, {
    'format-version': String(model.formatVersion),
  });
}

function partitionSummaries(
  { specs }: TableModel,
  manifest: ModelManifest,
): PlainValue {
  return specs[manifest.specId].fields.map((_field, index) => {
    const values = manifest.entries.map(({ file }) => file.partition[index]);
    const range = rangeOf(values);
    const bytes = (value: ModelValue): Uint8Array => {
      if (typeof value === 'string') return Buffer.from(value);
      if (typeof value === 'bigint') return longBytes(value);
      const int = Buffer.alloc(4);
      int.writeInt32LE(value ?? 0);
      return int;
    };
    return {
      contains_null: values.includes(null),
      contains_nan: null,
      lower_bound: range && bytes(range[0]),
      upper_bound: range && bytes(range[1]),
    };
  });
}

function writeContainer(
  { style }: TableModel,
  schemaJson: unknown,
  records: PlainValue[],
  metadata: Record<string, string>,
): Uint8Array {
  const schema = parseSchema(schemaJson);
  const blocks = [];
  for (let start = 0; start < records.length; start += style.recordsPerBlock) {
    const block = records.slice(start, start + style.recordsPerBlock);
    const data = Buffer.concat(
      block.map(record =>
        encodeValue(schema, toAvroValue(schema, record), {
          withSizes: style.arraySizes,
          itemsPerBlock: style.itemsPerBlock,
        }),
      ),
    );
    blocks.push({
      count: BigInt(block.length),
      data: pack(style.codec, data),
      sync: SYNC,
    });
  }
  const header = {
    'avro.schema': JSON.stringify(schemaJson),
    'avro.codec': style.codec,
    ...metadata,
  };
  return new Uint8Array(
    serializeContainer({
      header: Object.entries(header).map(([key, value]) => [
        key,
        Buffer.from(value),
      ]),
      sync: SYNC,
      blocks,
      tail: Buffer.alloc(0),
    }),
  );
}

function totalsOf(snapshot: ModelSnapshot): Record<string, string> {
  const live = liveFiles(snapshot);
  const data = live.filter(({ content }) => content === 'data').length;
  return {
    'total-data-files': String(data),
    'total-delete-files': String(live.length - data),
  };
}

function metadataJson(model: TableModel): unknown {
  const { formatVersion, schemas, specs, snapshots, current, tags } = model;
  const isV1 = formatVersion === 1;
  return {
    'format-version': formatVersion,
    'table-uuid': '9c12d441-03fe-4693-9a96-a0705ddf69c1',
    location: LOCATION,
    'last-updated-ms': current?.timestampMs ?? 1,
    'last-column-id': 20,
    ...(isV1 ? {} : { 'last-sequence-number': current?.sequenceNumber ?? 0 }),
    ...(formatVersion === 3 ? { 'next-row-id': 0 } : {}),
    schemas: schemas.map((fields, schemaId) => ({
      type: 'struct',
      'schema-id': schemaId,
      fields,
    })),
    'current-schema-id': schemas.length - 1,
    'partition-specs': specs.map(({ specId, fields }) => ({
      'spec-id': specId,
      fields: fields.map(({ fieldId, sourceId, name, transform }) => ({
        'field-id': fieldId,
        'source-id': sourceId,
        name,
        transform,
      })),
    })),
    'default-spec-id': specs.length - 1,
    'last-partition-id': 1010,
    'sort-orders': [
      { 'order-id': 0, fields: [] },
      {
        'order-id': 1,
        fields: [
          {
            'source-id': 1,
            transform: 'identity',
            direction: 'asc',
            'null-order': 'nulls-first',
          },
        ],
      },
    ],
    'default-sort-order-id': 1,
    properties: {},
    'current-snapshot-id': current?.id ?? -1,
    snapshots: snapshots.map(snapshot => ({
      'snapshot-id': snapshot.id,
      ...(snapshot.parent === undefined
        ? {}
        : { 'parent-snapshot-id': snapshot.parent }),
      ...(isV1 ? {} : { 'sequence-number': snapshot.sequenceNumber }),
      'timestamp-ms': snapshot.timestampMs,
      summary: {
        operation: snapshot.operation,
        ...(model.style.counts ? totalsOf(snapshot) : {}),
      },
      'manifest-list': listPath(snapshot),
      'schema-id': snapshot.schemaId,
    })),
    refs: Object.fromEntries([
      ...(current
        ? [['main', { 'snapshot-id': current.id, type: 'branch' }]]
        : []),
      ...[...tags].map(([name, id]) => [
        name,
        { 'snapshot-id': id, type: 'tag' },
      ]),
    ]),
  };
}
