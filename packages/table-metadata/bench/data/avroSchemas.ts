import type { TableShape } from './TableShape';

interface Field {
  name: string;
  type: unknown;
  default?: null;
  'field-id': number;
}

function required(id: number, name: string, type: unknown): Field {
  return { name, type, 'field-id': id };
}

function optional(id: number, name: string, type: unknown): Field {
  return { name, type: ['null', type], default: null, 'field-id': id };
}

function idMap(key: number, value: number, type: string): object {
  return {
    type: 'array',
    logicalType: 'map',
    items: {
      type: 'record',
      name: `k${key}_v${value}`,
      fields: [required(key, 'key', 'int'), required(value, 'value', type)],
    },
  };
}

function partitionFields(partitioning: TableShape['partitioning']): Field[] {
  return partitioning === 'days'
    ? [
        optional(1000, 'event_date', { type: 'int', logicalType: 'date' }),
        optional(1001, 'region', 'string'),
      ]
    : [optional(1000, 'customer', 'long')];
}

/** Schema of a manifest, format version 2, as Java writes it. */
export function manifestSchema(
  partitioning: TableShape['partitioning'],
): object {
  return {
    type: 'record',
    name: 'manifest_entry',
    fields: [
      required(0, 'status', 'int'),
      optional(1, 'snapshot_id', 'long'),
      optional(3, 'sequence_number', 'long'),
      optional(4, 'file_sequence_number', 'long'),
      required(2, 'data_file', {
        type: 'record',
        name: 'r2',
        fields: [
          required(134, 'content', 'int'),
          required(100, 'file_path', 'string'),
          required(101, 'file_format', 'string'),
          required(102, 'partition', {
            type: 'record',
            name: 'r102',
            fields: partitionFields(partitioning),
          }),
          required(103, 'record_count', 'long'),
          required(104, 'file_size_in_bytes', 'long'),
          optional(108, 'column_sizes', idMap(117, 118, 'long')),
          optional(109, 'value_counts', idMap(119, 120, 'long')),
          optional(110, 'null_value_counts', idMap(121, 122, 'long')),
          optional(137, 'nan_value_counts', idMap(138, 139, 'long')),
          optional(125, 'lower_bounds', idMap(126, 127, 'bytes')),
          optional(128, 'upper_bounds', idMap(129, 130, 'bytes')),
          optional(131, 'key_metadata', 'bytes'),
          optional(132, 'split_offsets', {
            type: 'array',
            items: 'long',
            'element-id': 133,
          }),
          optional(135, 'equality_ids', {
            type: 'array',
            items: 'int',
            'element-id': 136,
          }),
          optional(140, 'sort_order_id', 'int'),
        ],
      }),
    ],
  };
}

/** Schema of a manifest list, format version 2. */
export const MANIFEST_LIST_SCHEMA = {
  type: 'record',
  name: 'manifest_file',
  fields: [
    required(500, 'manifest_path', 'string'),
    required(501, 'manifest_length', 'long'),
    required(502, 'partition_spec_id', 'int'),
    required(517, 'content', 'int'),
    required(515, 'sequence_number', 'long'),
    required(516, 'min_sequence_number', 'long'),
    required(503, 'added_snapshot_id', 'long'),
    required(504, 'added_files_count', 'int'),
    required(505, 'existing_files_count', 'int'),
    required(506, 'deleted_files_count', 'int'),
    required(512, 'added_rows_count', 'long'),
    required(513, 'existing_rows_count', 'long'),
    required(514, 'deleted_rows_count', 'long'),
  ],
};
