import type { ModelPartitionField, TableModel } from './TableModel';

export interface AvroFieldJson {
  name: string;
  type: unknown;
  'field-id'?: number;
  default?: null;
}

const optional = (type: unknown) => ['null', type];

function mapOf(key: number, value: number, type: string): unknown {
  return optional({
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
}

function listOf(id: number, type: string): unknown {
  return optional({ type: 'array', items: type, 'element-id': id });
}

const field = (id: number, name: string, type: unknown): AvroFieldJson => ({
  name,
  type,
  'field-id': id,
});

/** The schema of manifests, after the tables of the specification. */
export function manifestSchema(
  { formatVersion, style }: TableModel,
  partition: ModelPartitionField[],
): unknown {
  const isV1 = formatVersion === 1;
  const more = style.optionalFields;
  const file = [
    ...(isV1 ? [] : [field(134, 'content', 'int')]),
    field(100, 'file_path', 'string'),
    field(101, 'file_format', 'string'),
    field(102, 'partition', {
      type: 'record',
      name: 'r102',
      fields: partition.map(part =>
        field(part.fieldId, part.name, optional(partitionType(part))),
      ),
    }),
    field(103, 'record_count', 'long'),
    field(104, 'file_size_in_bytes', 'long'),
    ...(isV1 ? [field(105, 'block_size_in_bytes', 'long')] : []),
    ...(more
      ? [
          field(108, 'column_sizes', mapOf(117, 118, 'long')),
          field(109, 'value_counts', mapOf(119, 120, 'long')),
          field(110, 'null_value_counts', mapOf(121, 122, 'long')),
          field(137, 'nan_value_counts', mapOf(138, 139, 'long')),
        ]
      : []),
    field(125, 'lower_bounds', mapOf(126, 127, 'bytes')),
    field(128, 'upper_bounds', mapOf(129, 130, 'bytes')),
    ...(more
      ? [
          field(131, 'key_metadata', optional('bytes')),
          field(132, 'split_offsets', listOf(133, 'long')),
        ]
      : []),
    ...(isV1 ? [] : [field(135, 'equality_ids', listOf(136, 'int'))]),
    field(140, 'sort_order_id', optional('int')),
    ...(isV1 ? [] : [field(143, 'referenced_data_file', optional('string'))]),
    ...(formatVersion === 3
      ? [
          field(142, 'first_row_id', optional('long')),
          field(144, 'content_offset', optional('long')),
          field(145, 'content_size_in_bytes', optional('long')),
        ]
      : []),
  ];
  return styled(style, {
    type: 'record',
    name: 'manifest_entry',
    fields: [
      field(0, 'status', 'int'),
      field(1, 'snapshot_id', isV1 ? 'long' : optional('long')),
      ...(isV1
        ? []
        : [
            field(3, 'sequence_number', optional('long')),
            field(4, 'file_sequence_number', optional('long')),
          ]),
      field(2, 'data_file', { type: 'record', name: 'r2', fields: file }),
    ],
  });
}

/** The schema of manifest lists. */
export function manifestListSchema({
  formatVersion,
  style,
}: TableModel): unknown {
  const isV1 = formatVersion === 1;
  const count = isV1 ? optional('int') : 'int';
  return styled(style, {
    type: 'record',
    name: 'manifest_file',
    fields: [
      field(500, 'manifest_path', 'string'),
      field(501, 'manifest_length', 'long'),
      field(502, 'partition_spec_id', 'int'),
      ...(isV1
        ? []
        : [
            field(517, 'content', 'int'),
            field(515, 'sequence_number', 'long'),
            field(516, 'min_sequence_number', 'long'),
          ]),
      field(503, 'added_snapshot_id', isV1 ? optional('long') : 'long'),
      ...(style.optionalFields
        ? [
            field(
              507,
              'partitions',
              optional({
                type: 'array',
                'element-id': 508,
                items: {
                  type: 'record',
                  name: 'r508',
                  fields: [
                    field(509, 'contains_null', 'boolean'),
                    field(518, 'contains_nan', optional('boolean')),
                    field(510, 'lower_bound', optional('bytes')),
                    field(511, 'upper_bound', optional('bytes')),
                  ],
                },
              }),
            ),
          ]
        : []),
      ...(style.counts
        ? [
            field(
              504,
              isV1 ? 'added_data_files_count' : 'added_files_count',
              count,
            ),
            field(
              505,
              isV1 ? 'existing_data_files_count' : 'existing_files_count',
              count,
            ),
            field(
              506,
              isV1 ? 'deleted_data_files_count' : 'deleted_files_count',
              count,
            ),
          ]
        : []),
    ],
  });
}

function partitionType({ transform, sourceId }: ModelPartitionField): unknown {
  if (transform === 'day') return { type: 'int', logicalType: 'date' };
  if (transform === 'bucket[4]') return 'int';
  if (sourceId === 1) return 'long';
  return sourceId === 2 ? 'string' : { type: 'int', logicalType: 'date' };
}

/** As some writers do: without ids, or with longs for ints. */
function styled(style: TableModel['style'], schema: unknown): unknown {
  return JSON.parse(JSON.stringify(schema), (key, value) => {
    if (!style.fieldIds && (key === 'field-id' || key === 'element-id'))
      return undefined;
    if (!style.longsForInts) return value;
    if (key !== 'type' && key !== 'items') return value;
    const longer = (type: unknown) => (type === 'int' ? 'long' : type);
    return Array.isArray(value) ? value.map(longer) : longer(value);
  });
}
