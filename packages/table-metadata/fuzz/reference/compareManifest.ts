import type { ManifestEntry } from '../../src';
import { must } from '../engine/OracleViolation';
import { asText } from './asText';
import type { AvroSchema } from '../../src/__testUtils__/avro/AvroSchema';
import {
  AvroRecordValue,
  type AvroValue,
  decodeAvro,
} from '../../src/__testUtils__/avro/decodeAvro';
import { fieldOf, plain } from './projectRecord';

type Read = (entry: ManifestEntry) => unknown;

const STATUS = ['existing', 'added', 'deleted'];
const CONTENT = ['data', 'position-deletes', 'equality-deletes'];

const FILE_FIELDS: Array<[id: number, name: string, read: Read]> = [
  [100, 'file_path', e => e.file.filePath],
  [103, 'record_count', e => e.file.recordCount],
  [104, 'file_size_in_bytes', e => e.file.fileSizeBytes],
  [131, 'key_metadata', e => e.file.keyMetadata],
  [132, 'split_offsets', e => e.file.splitOffsets],
  [135, 'equality_ids', e => e.file.equalityIds],
  [140, 'sort_order_id', e => e.file.sortOrderId],
  [143, 'referenced_data_file', e => e.file.referencedDataFile],
  [144, 'content_offset', e => e.file.contentOffset],
  [145, 'content_size_in_bytes', e => e.file.contentSizeBytes],
];

const MAPS: Array<[id: number, name: string, read: Read]> = [
  [108, 'column_sizes', e => e.file.columnSizes],
  [109, 'value_counts', e => e.file.valueCounts],
  [110, 'null_value_counts', e => e.file.nullValueCounts],
  [137, 'nan_value_counts', e => e.file.nanValueCounts],
  [125, 'lower_bounds', e => e.file.lowerBounds],
  [128, 'upper_bounds', e => e.file.upperBounds],
];

/** Compares the entries that the reader accepted with what the plain decoder finds in the same bytes. */
export function compareManifest(
  bytes: Uint8Array,
  entries: ManifestEntry[],
): void {
  const { schema, blocks } = decodeAvro(bytes);
  const records = blocks.flat();
  must(
    records.length === entries.length,
    'manifest-count',
    () => `${entries.length} entries instead of ${records.length}`,
  );
  for (const [index, record] of records.entries())
    compareEntry(schema, record, entries[index]);
}

function compareEntry(
  schema: AvroSchema,
  record: AvroValue,
  entry: ManifestEntry,
): void {
  const same = (name: string, found: unknown, expected: unknown): void =>
    must(
      asText(found) === asText(expected),
      `manifest-${name}`,
      () => `${name}: ${asText(found)} instead of ${asText(expected)}`,
    );
  const own = (id: number, name: string) => fieldOf(schema, record, id, name);
  same('status', entry.status, STATUS[Number(own(0, 'status')?.value)]);
  // What is absent is inherited.
  const inherited: Array<[number, string, unknown]> = [
    [1, 'snapshot_id', entry.snapshotId],
    [3, 'sequence_number', entry.sequenceNumber],
    [4, 'file_sequence_number', entry.fileSequenceNumber],
  ];
  for (const [id, name, found] of inherited) {
    const expected = own(id, name);
    if (expected) same(name, found, expected.value);
  }
  const file = own(2, 'data_file');
  if (!file) return;
  const of = (id: number, name: string) =>
    fieldOf(file.schema, file.value, id, name);
  same(
    'content',
    entry.file.content,
    CONTENT[Number(of(134, 'content')?.value ?? 0)],
  );
  for (const [id, name, read] of FILE_FIELDS) {
    const expected = of(id, name);
    same(
      name,
      read(entry),
      expected && Array.isArray(expected.value)
        ? listOf(expected.schema, expected.value)
        : expected?.value,
    );
  }
  for (const [id, name, read] of MAPS) {
    const expected = of(id, name);
    same(name, read(entry), expected && mapOf(expected.schema, expected.value));
  }
}

function listOf(schema: AvroSchema, items: AvroValue[]): unknown[] {
  return schema.type === 'array'
    ? items
        .map(item => plain(schema.items, item).value)
        .filter(item => item !== null)
    : [];
}

/** Of equal keys the last one that has a value counts. */
function mapOf(
  schema: AvroSchema,
  value: AvroValue,
): Map<number, unknown> | undefined {
  const result = new Map<number, unknown>();
  if (value instanceof Map && schema.type === 'map') {
    for (const [key, item] of value) {
      const found = plain(schema.values, item).value;
      if (found !== null) result.set(Number(key), found);
    }
    return result;
  }
  if (!Array.isArray(value) || schema.type !== 'array') return undefined;
  for (const entry of value) {
    const { schema: items, value: item } = plain(schema.items, entry);
    if (item === null) continue;
    if (!(item instanceof AvroRecordValue) || items.type !== 'record')
      return undefined;
    const [keyAt, valueAt] = placesOf(items.fields);
    const [key, found] = [keyAt, valueAt].map(
      at => plain(items.fields[at].schema, item.values[at]).value,
    );
    if (key !== null && found !== null) result.set(Number(key), found);
  }
  return result;
}

/** Where key and value are: by id, by name, or in this order. */
function placesOf(fields: Array<{ id?: unknown; name: string }>): number[] {
  const placeOf = (ids: number[], name: string) => {
    const byId = fields.findIndex(({ id }) => ids.includes(Number(id ?? NaN)));
    return byId >= 0 ? byId : fields.findIndex(field => field.name === name);
  };
  const key = placeOf([117, 119, 121, 126, 129, 138], 'key');
  const value = placeOf([118, 120, 122, 127, 130, 139], 'value');
  return key >= 0 && value >= 0 && key !== value ? [key, value] : [0, 1];
}
