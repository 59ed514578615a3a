import type { RecordProjection } from '../avro';

/**
 * Fields of a manifest list, with the names that older versions of the specification gave them.
 * @see https://iceberg.apache.org/spec/#manifest-lists
 */
export const MANIFEST_LIST_FIELDS: RecordProjection = {
  manifestPath: { id: 500, names: ['manifest_path'] },
  manifestLength: { id: 501, names: ['manifest_length'] },
  partitionSpecId: { id: 502, names: ['partition_spec_id'] },
  content: { id: 517, names: ['content'] },
  sequenceNumber: { id: 515, names: ['sequence_number'] },
  minSequenceNumber: { id: 516, names: ['min_sequence_number'] },
  addedSnapshotId: { id: 503, names: ['added_snapshot_id'] },
  addedFilesCount: {
    id: 504,
    names: ['added_files_count', 'added_data_files_count'],
  },
  existingFilesCount: {
    id: 505,
    names: ['existing_files_count', 'existing_data_files_count'],
  },
  deletedFilesCount: {
    id: 506,
    names: ['deleted_files_count', 'deleted_data_files_count'],
  },
  addedRowsCount: { id: 512, names: ['added_rows_count'] },
  existingRowsCount: { id: 513, names: ['existing_rows_count'] },
  deletedRowsCount: { id: 514, names: ['deleted_rows_count'] },
  partitions: {
    id: 507,
    names: ['partitions'],
    fields: {
      containsNull: { id: 509, names: ['contains_null'] },
      containsNan: { id: 518, names: ['contains_nan'] },
      lowerBound: { id: 510, names: ['lower_bound'] },
      upperBound: { id: 511, names: ['upper_bound'] },
    },
  },
  keyMetadata: { id: 519, names: ['key_metadata'] },
  firstRowId: { id: 520, names: ['first_row_id'] },
};
