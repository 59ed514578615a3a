import {
  encodeSingleValue,
  type ManifestEntry,
  type PartitionValue,
} from '@lakehouse-portal/table-metadata';
import type { TypedPartitionField } from '../partitioning/createPartitionSpec';
import { parsePrimitiveType } from '../schema/primitiveType';
import { avroName, decimalLength } from './avroFields';

const STATUS = { existing: 0, added: 1, deleted: 2 } as const;
const CONTENT = {
  data: 0,
  'position-deletes': 1,
  'equality-deletes': 2,
} as const;

/** Deprecated, but version 1 asks for it; Java writes this too. */
const BLOCK_SIZE = 67_108_864n;

/**
 * An entry as its Avro record. Members that the schema of the table's version lacks are ignored by the encoder.
 */
export function manifestRecord(
  entry: ManifestEntry,
  partition: TypedPartitionField[],
): Record<string, unknown> {
  const { file } = entry;
  return {
    status: STATUS[entry.status],
    snapshot_id: entry.snapshotId ?? null,
    sequence_number: entry.sequenceNumber ?? null,
    file_sequence_number: entry.fileSequenceNumber ?? null,
    data_file: {
      content: CONTENT[file.content],
      file_path: file.filePath,
      file_format: file.fileFormat.toUpperCase(),
      partition: Object.fromEntries(
        partition.map((field, index) => [
          avroName(field.name),
          partitionAvroValue(field.type, file.partition[index] ?? null),
        ]),
      ),
      record_count: file.recordCount,
      file_size_in_bytes: file.fileSizeBytes,
      block_size_in_bytes: BLOCK_SIZE,
      column_sizes: pairs(file.columnSizes),
      value_counts: pairs(file.valueCounts),
      null_value_counts: pairs(file.nullValueCounts),
      nan_value_counts: pairs(file.nanValueCounts),
      lower_bounds: pairs(file.lowerBounds, toBuffer),
      upper_bounds: pairs(file.upperBounds, toBuffer),
      key_metadata: file.keyMetadata ? toBuffer(file.keyMetadata) : null,
      split_offsets: file.splitOffsets ?? null,
      equality_ids: file.equalityIds ?? null,
      sort_order_id: file.sortOrderId ?? null,
      first_row_id: file.firstRowId ?? null,
      referenced_data_file: file.referencedDataFile ?? null,
      content_offset: file.contentOffset ?? null,
      content_size_in_bytes: file.contentSizeBytes ?? null,
    },
  };
}

/** An absent or empty map is left out, as in Java. */
function pairs<T>(
  map: Map<number, T> | undefined,
  convert: (value: T) => unknown = value => value,
): Array<{ key: number; value: unknown }> | null {
  if (!map || map.size === 0) return null;
  return [...map].map(([key, value]) => ({ key, value: convert(value) }));
}

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function partitionAvroValue(type: string, value: PartitionValue): unknown {
  if (value === null) return null;
  const primitive = parsePrimitiveType(type, 'a partition field');
  if (primitive.name === 'decimal')
    return fixedDecimal(
      BigInt(value as bigint),
      decimalLength(primitive.precision),
    );
  if (primitive.name === 'uuid')
    return toBuffer(
      encodeSingleValue({ kind: 'primitive', name: type }, value),
    );
  if (value instanceof Uint8Array) return toBuffer(value);
  if (
    ['long', 'time', 'timestamp', 'timestamptz', 'timestamp_ns'].includes(
      primitive.name,
    )
  )
    return BigInt(value as bigint);
  if (['int', 'date', 'float', 'double'].includes(primitive.name))
    return Number(value);
  return value;
}

/** Two's complement, big endian, of fixed length. */
function fixedDecimal(unscaled: bigint, length: number): Buffer {
  const hex = BigInt.asUintN(length * 8, unscaled)
    .toString(16)
    .padStart(length * 2, '0');
  return Buffer.from(hex, 'hex');
}
