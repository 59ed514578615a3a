import type { RecordProjection } from '../avro';

const PARTITION_SUMMARY: RecordProjection = [
  { id: 509, names: ['contains_null'], type: 'boolean' },
  { id: 518, names: ['contains_nan'], type: 'boolean' },
  { id: 510, names: ['lower_bound'], type: 'bytes' },
  { id: 511, names: ['upper_bound'], type: 'bytes' },
];

/**
 * Fields of a manifest list, with the names that older versions of the specification gave them.
 * `toManifestFile` takes them in this order.
 *
 * @see https://iceberg.apache.org/spec/#manifest-lists
 */
export const MANIFEST_LIST_FIELDS: RecordProjection = [
  { id: 500, names: ['manifest_path'], type: 'string' },
  { id: 501, names: ['manifest_length'], type: 'bigint' },
  { id: 502, names: ['partition_spec_id'], type: 'number' },
  { id: 517, names: ['content'], type: 'number' },
  { id: 515, names: ['sequence_number'], type: 'bigint' },
  { id: 516, names: ['min_sequence_number'], type: 'bigint' },
  { id: 503, names: ['added_snapshot_id'], type: 'bigint' },
  {
    id: 504,
    names: ['added_files_count', 'added_data_files_count'],
    type: 'number',
  },
  {
    id: 505,
    names: ['existing_files_count', 'existing_data_files_count'],
    type: 'number',
  },
  {
    id: 506,
    names: ['deleted_files_count', 'deleted_data_files_count'],
    type: 'number',
  },
  { id: 512, names: ['added_rows_count'], type: 'bigint' },
  { id: 513, names: ['existing_rows_count'], type: 'bigint' },
  { id: 514, names: ['deleted_rows_count'], type: 'bigint' },
  { id: 507, names: ['partitions'], type: { records: PARTITION_SUMMARY } },
  { id: 519, names: ['key_metadata'], type: 'bytes' },
  { id: 520, names: ['first_row_id'], type: 'bigint' },
];
