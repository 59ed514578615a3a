import { AvroFormatError } from '../errors';
import type { ContentFile, ManifestEntry, PartitionValue } from '../model';
import { RecordFields } from './RecordFields';

const STATUS: Array<ManifestEntry['status']> = ['existing', 'added', 'deleted'];
const CONTENT: Array<ContentFile['content']> = [
  'data',
  'position-deletes',
  'equality-deletes',
];

/**
 * An entry from its decoded record. Inherited values are still missing.
 * @throws AvroFormatError when a required field is missing or of the wrong type.
 */
export function toManifestEntry(
  record: Record<string, unknown>,
  specId: number,
  decodePartition: (
    record: Record<string, unknown> | undefined,
  ) => PartitionValue[],
): ManifestEntry {
  const entry = new RecordFields(record, 'A manifest entry');
  const status = entry.required('status', entry.int('status'));
  if (!(status in STATUS))
    throw new AvroFormatError(
      `A manifest entry has the unknown status ${status}`,
    );
  const fields = new RecordFields(
    entry.required('data_file', entry.record('file')),
    'A file of a manifest',
  );
  const content = fields.int('content') ?? 0;
  if (!(content in CONTENT))
    throw new AvroFormatError(
      `A file of a manifest has the unknown content ${content}`,
    );
  const file: ContentFile = {
    content: CONTENT[content],
    filePath: fields.required('file_path', fields.string('filePath')),
    fileFormat: (fields.string('fileFormat') ?? 'unknown').toLowerCase(),
    specId,
    partition: decodePartition(fields.record('partition')),
    recordCount: fields.required('record_count', fields.integer('recordCount')),
    fileSizeBytes: fields.required(
      'file_size_in_bytes',
      fields.integer('fileSizeBytes'),
    ),
    columnSizes: fields.byFieldId('columnSizes', toBigInt),
    valueCounts: fields.byFieldId('valueCounts', toBigInt),
    nullValueCounts: fields.byFieldId('nullValueCounts', toBigInt),
    nanValueCounts: fields.byFieldId('nanValueCounts', toBigInt),
    lowerBounds: fields.byFieldId('lowerBounds', toBytes),
    upperBounds: fields.byFieldId('upperBounds', toBytes),
    keyMetadata: fields.bytes('keyMetadata'),
    splitOffsets: fields.list('splitOffsets')?.map(toBigInt).filter(isPresent),
    // A list of int by the specification; PyIceberg writes longs.
    equalityIds: fields.list('equalityIds')?.map(Number),
    sortOrderId: fields.int('sortOrderId'),
    firstRowId: fields.integer('firstRowId'),
    referencedDataFile: fields.string('referencedDataFile'),
    contentOffset: fields.integer('contentOffset'),
    contentSizeBytes: fields.integer('contentSizeBytes'),
  };
  return {
    status: STATUS[status],
    snapshotId: entry.integer('snapshotId'),
    sequenceNumber: entry.integer('sequenceNumber'),
    fileSequenceNumber: entry.integer('fileSequenceNumber'),
    file,
  };
}

function toBigInt(value: unknown): bigint | undefined {
  if (typeof value === 'bigint') return value;
  return typeof value === 'number' && Number.isInteger(value)
    ? BigInt(value)
    : undefined;
}

function toBytes(value: unknown): Uint8Array | undefined {
  return value instanceof Uint8Array ? value : undefined;
}

function isPresent<T>(value: T | undefined): value is T {
  return value !== undefined;
}
