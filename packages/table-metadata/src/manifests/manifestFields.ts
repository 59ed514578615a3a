import type { RecordProjection } from '../avro';
import type { PartitionField } from '../model';

/**
 * Which statistics of a file are wanted: decoding them takes most of the time.
 * @public
 */
export type ColumnStatisticsLevel = 'none' | 'bounds' | 'all';

/**
 * Fields of a manifest entry.
 * @see https://iceberg.apache.org/spec/#manifest-entry-fields
 */
export function manifestEntryFields(
  partition: PartitionField[],
  statistics: ColumnStatisticsLevel,
): RecordProjection {
  return {
    status: { id: 0, names: ['status'] },
    snapshotId: { id: 1, names: ['snapshot_id'] },
    sequenceNumber: { id: 3, names: ['sequence_number'] },
    fileSequenceNumber: { id: 4, names: ['file_sequence_number'] },
    file: {
      id: 2,
      names: ['data_file'],
      fields: {
        ...FILE_FIELDS,
        ...STATISTICS[statistics],
        ...partitionProjection(partition),
      },
    },
  };
}

const FILE_FIELDS: RecordProjection = {
  content: { id: 134, names: ['content'] },
  filePath: { id: 100, names: ['file_path'] },
  fileFormat: { id: 101, names: ['file_format'] },
  recordCount: { id: 103, names: ['record_count'] },
  fileSizeBytes: { id: 104, names: ['file_size_in_bytes'] },
  keyMetadata: { id: 131, names: ['key_metadata'] },
  splitOffsets: { id: 132, names: ['split_offsets'] },
  equalityIds: { id: 135, names: ['equality_ids'] },
  sortOrderId: { id: 140, names: ['sort_order_id'] },
  firstRowId: { id: 142, names: ['first_row_id'] },
  referencedDataFile: { id: 143, names: ['referenced_data_file'] },
  contentOffset: { id: 144, names: ['content_offset'] },
  contentSizeBytes: { id: 145, names: ['content_size_in_bytes'] },
};

const BOUNDS: RecordProjection = {
  lowerBounds: { id: 125, names: ['lower_bounds'] },
  upperBounds: { id: 128, names: ['upper_bounds'] },
};

const STATISTICS: Record<ColumnStatisticsLevel, RecordProjection> = {
  none: {},
  bounds: BOUNDS,
  all: {
    ...BOUNDS,
    columnSizes: { id: 108, names: ['column_sizes'] },
    valueCounts: { id: 109, names: ['value_counts'] },
    nullValueCounts: { id: 110, names: ['null_value_counts'] },
    nanValueCounts: { id: 137, names: ['nan_value_counts'] },
  },
};

/** The partition tuple, its fields under their place in the spec. */
function partitionProjection(partition: PartitionField[]): RecordProjection {
  const fields: RecordProjection = {};
  for (const [index, { fieldId, name }] of partition.entries())
    fields[index] = { id: fieldId, names: [name, sanitizedName(name)] };
  return { partition: { id: 102, names: ['partition'], fields } };
}

/** How Iceberg writes names that Avro does not allow: `a-b` is `a_x2Db`, `1a` is `_1a`. */
function sanitizedName(name: string): string {
  let result = '';
  for (const char of name) {
    if (/[A-Za-z_]/.test(char) || (result !== '' && /\d/.test(char)))
      result += char;
    else if (/\d/.test(char)) result += `_${char}`;
    else result += `_x${(char.codePointAt(0) ?? 0).toString(16).toUpperCase()}`;
  }
  return result;
}
