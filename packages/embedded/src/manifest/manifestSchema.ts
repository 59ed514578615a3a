import type { Schema } from 'avsc';
import type { TypedPartitionField } from '../partitioning/createPartitionSpec';
import {
  type AvroField,
  avroName,
  intMapType,
  listType,
  optionalField,
  partitionAvroType,
  requiredField,
} from './avroFields';

/**
 * The Avro schema of a manifest.
 * @see https://iceberg.apache.org/spec/#manifests
 */
export function manifestSchema(
  formatVersion: number,
  partition: TypedPartitionField[],
): Schema {
  const dataFile = {
    type: 'record',
    name: 'r2',
    fields: dataFileFields(formatVersion, partition),
  } as unknown as Schema;
  const fields: AvroField[] =
    formatVersion === 1
      ? [
          requiredField(0, 'status', 'int'),
          requiredField(1, 'snapshot_id', 'long'),
          requiredField(2, 'data_file', dataFile),
        ]
      : [
          requiredField(0, 'status', 'int'),
          optionalField(1, 'snapshot_id', 'long'),
          optionalField(3, 'sequence_number', 'long'),
          optionalField(4, 'file_sequence_number', 'long'),
          requiredField(2, 'data_file', dataFile),
        ];
  return {
    type: 'record',
    name: 'manifest_entry',
    fields,
  } as unknown as Schema;
}

function dataFileFields(
  formatVersion: number,
  partition: TypedPartitionField[],
): AvroField[] {
  const version2 = formatVersion >= 2;
  const version3 = formatVersion >= 3;
  return [
    ...(version2 ? [requiredField(134, 'content', 'int')] : []),
    requiredField(100, 'file_path', 'string'),
    requiredField(101, 'file_format', 'string'),
    requiredField(102, 'partition', partitionType(partition)),
    requiredField(103, 'record_count', 'long'),
    requiredField(104, 'file_size_in_bytes', 'long'),
    ...(version2 ? [] : [requiredField(105, 'block_size_in_bytes', 'long')]),
    optionalField(108, 'column_sizes', intMapType(117, 118, 'long')),
    optionalField(109, 'value_counts', intMapType(119, 120, 'long')),
    optionalField(110, 'null_value_counts', intMapType(121, 122, 'long')),
    optionalField(137, 'nan_value_counts', intMapType(138, 139, 'long')),
    optionalField(125, 'lower_bounds', intMapType(126, 127, 'bytes')),
    optionalField(128, 'upper_bounds', intMapType(129, 130, 'bytes')),
    optionalField(131, 'key_metadata', 'bytes'),
    optionalField(132, 'split_offsets', listType(133, 'long')),
    ...(version2
      ? [optionalField(135, 'equality_ids', listType(136, 'int'))]
      : []),
    optionalField(140, 'sort_order_id', 'int'),
    ...(version3 ? [optionalField(142, 'first_row_id', 'long')] : []),
    ...(version2 ? [optionalField(143, 'referenced_data_file', 'string')] : []),
    ...(version3
      ? [
          optionalField(144, 'content_offset', 'long'),
          optionalField(145, 'content_size_in_bytes', 'long'),
        ]
      : []),
  ];
}

function partitionType(partition: TypedPartitionField[]): Schema {
  // A named Avro type may be defined once only; later fields refer to it.
  const defined = new Set<string>();
  const fields = partition.map(field => {
    let type = partitionAvroType(field.type);
    const name = (type as unknown as { name?: string }).name;
    if (name !== undefined) {
      if (defined.has(name)) type = name;
      defined.add(name);
    }
    const safe = avroName(field.name);
    return {
      ...optionalField(field.fieldId, safe, type),
      ...(safe === field.name ? {} : { 'iceberg-field-name': field.name }),
    };
  });
  return { type: 'record', name: 'r102', fields } as unknown as Schema;
}
