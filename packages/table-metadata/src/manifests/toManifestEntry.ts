import { CorruptMetadataError } from '../errors';
import type { ContentFile, ManifestEntry, PartitionValue } from '../model';

const STATUS: Array<ManifestEntry['status']> = ['existing', 'added', 'deleted'];
const CONTENT: Array<ContentFile['content']> = [
  'data',
  'position-deletes',
  'equality-deletes',
];

type EntryValues = [
  status: number | undefined,
  snapshotId: bigint | undefined,
  sequenceNumber: bigint | undefined,
  fileSequenceNumber: bigint | undefined,
  file: FileValues | undefined,
];

type FileValues = [
  content: number | undefined,
  filePath: string | undefined,
  fileFormat: string | undefined,
  recordCount: bigint | undefined,
  fileSizeBytes: bigint | undefined,
  keyMetadata: Uint8Array | undefined,
  splitOffsets: bigint[] | undefined,
  equalityIds: number[] | undefined,
  sortOrderId: number | undefined,
  firstRowId: bigint | undefined,
  referencedDataFile: string | undefined,
  contentOffset: bigint | undefined,
  contentSizeBytes: bigint | undefined,
  partition: unknown[] | undefined,
  lowerBounds: Map<number, Uint8Array> | undefined,
  upperBounds: Map<number, Uint8Array> | undefined,
  columnSizes: Map<number, bigint> | undefined,
  valueCounts: Map<number, bigint> | undefined,
  nullValueCounts: Map<number, bigint> | undefined,
  nanValueCounts: Map<number, bigint> | undefined,
];

/**
 * An entry from the values of `manifestEntryFields`. Inherited values are still missing.
 * @throws CorruptMetadataError when a required field is missing.
 */
export function toManifestEntry(
  decoded: unknown[],
  specId: number,
  decodePartition: (values: unknown[] | undefined) => PartitionValue[],
): ManifestEntry {
  const entry = decoded as EntryValues;
  const status = STATUS[required(entry[0], 'status')];
  if (status === undefined)
    throw new CorruptMetadataError(
      `A manifest entry has the unknown status ${entry[0]}`,
    );
  return {
    status,
    snapshotId: entry[1],
    sequenceNumber: entry[2],
    fileSequenceNumber: entry[3],
    file: toContentFile(
      required(entry[4], 'data_file'),
      specId,
      decodePartition,
    ),
  };
}

function toContentFile(
  values: FileValues,
  specId: number,
  decodePartition: (values: unknown[] | undefined) => PartitionValue[],
): ContentFile {
  const content = CONTENT[values[0] ?? 0];
  if (content === undefined)
    throw new CorruptMetadataError(
      `A file of a manifest has the unknown content ${values[0]}`,
    );
  return {
    content,
    filePath: required(values[1], 'file_path'),
    fileFormat: (values[2] ?? 'unknown').toLowerCase(),
    specId,
    partition: decodePartition(values[13]),
    recordCount: required(values[3], 'record_count'),
    fileSizeBytes: required(values[4], 'file_size_in_bytes'),
    columnSizes: values[16],
    valueCounts: values[17],
    nullValueCounts: values[18],
    nanValueCounts: values[19],
    lowerBounds: values[14],
    upperBounds: values[15],
    keyMetadata: values[5],
    splitOffsets: values[6],
    equalityIds: values[7],
    sortOrderId: values[8],
    firstRowId: values[9],
    referencedDataFile: values[10],
    contentOffset: values[11],
    contentSizeBytes: values[12],
  };
}

function required<T>(value: T | undefined, name: string): T {
  if (value === undefined)
    throw new CorruptMetadataError(`A manifest entry lacks "${name}"`);
  return value;
}
