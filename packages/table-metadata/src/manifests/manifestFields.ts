import type { RecordProjection } from '../avro';
import type { PartitionField } from '../model';

/**
 * Which statistics of a file are wanted: decoding them takes most of the time.
 * @public
 */
export type ColumnStatisticsLevel = 'none' | 'bounds' | 'all';

/** What to decode of a manifest. */
export interface ManifestProjectionOptions {
  columnStatistics: ColumnStatisticsLevel;
  /** Decode the bounds of these fields only, and the first ones of each file. */
  boundsOf?: ReadonlySet<number>;
  /** Takes the ids of all fields that an entry has bounds of, before the entry is given. */
  seenBounds?: Set<number>;
}

/**
 * Fields of a manifest entry. `toManifestEntry` takes them in this order.
 * @see https://iceberg.apache.org/spec/#manifest-entry-fields
 */
export function manifestEntryFields(
  partition: PartitionField[],
  options: ManifestProjectionOptions,
): RecordProjection {
  return [
    { id: 0, names: ['status'], type: 'number' },
    { id: 1, names: ['snapshot_id'], type: 'bigint' },
    { id: 3, names: ['sequence_number'], type: 'bigint' },
    { id: 4, names: ['file_sequence_number'], type: 'bigint' },
    {
      id: 2,
      names: ['data_file'],
      type: {
        record: [
          ...FILE_FIELDS,
          {
            id: 102,
            names: ['partition'],
            // Some old writers made it a map.
            type: { record: partitionFields(partition), orByName: true },
          },
          ...statistics(options),
        ],
      },
    },
  ];
}

const FILE_FIELDS: RecordProjection = [
  { id: 134, names: ['content'], type: 'number' },
  { id: 100, names: ['file_path'], type: 'string' },
  { id: 101, names: ['file_format'], type: 'string' },
  { id: 103, names: ['record_count'], type: 'bigint' },
  { id: 104, names: ['file_size_in_bytes'], type: 'bigint' },
  { id: 131, names: ['key_metadata'], type: 'bytes' },
  { id: 132, names: ['split_offsets'], type: 'bigints' },
  // A list of int by the specification; PyIceberg writes longs.
  { id: 135, names: ['equality_ids'], type: 'numbers' },
  { id: 140, names: ['sort_order_id'], type: 'number' },
  { id: 142, names: ['first_row_id'], type: 'bigint' },
  { id: 143, names: ['referenced_data_file'], type: 'string' },
  { id: 144, names: ['content_offset'], type: 'bigint' },
  { id: 145, names: ['content_size_in_bytes'], type: 'bigint' },
];

/** The partition tuple, in the order of the spec. */
export function partitionFields(partition: PartitionField[]): RecordProjection {
  return partition.map(({ fieldId, name }) => ({
    id: fieldId,
    names: [name, ...sanitizedNames(name)],
    type: 'any',
  }));
}

function statistics({
  columnStatistics,
  boundsOf: only,
  seenBounds: seen,
}: ManifestProjectionOptions): RecordProjection {
  if (columnStatistics === 'none') return [];
  const bounds: RecordProjection = [
    { id: 125, names: ['lower_bounds'], type: 'bytesById', only, seen },
    { id: 128, names: ['upper_bounds'], type: 'bytesById', only, seen },
  ];
  return columnStatistics === 'bounds' ? bounds : [...bounds, ...COUNTS];
}

const COUNTS: RecordProjection = [
  { id: 108, names: ['column_sizes'], type: 'bigintsById' },
  { id: 109, names: ['value_counts'], type: 'bigintsById' },
  { id: 110, names: ['null_value_counts'], type: 'bigintsById' },
  { id: 137, names: ['nan_value_counts'], type: 'bigintsById' },
];

/**
 * How writers spell names that Avro does not allow: `a-b` is `a_x2Db`, `1a` is `_1a`. Avro's own rule has ASCII letters only,
 * Java and Python take those of every script; what is beyond 16 bits Java writes as two characters.
 */
function sanitizedNames(name: string): string[] {
  const characters = [...name];
  return [
    sanitized(characters, /[A-Za-z_]/, /\d/),
    sanitized(characters, LETTER, DIGIT),
    sanitized(name.split(''), LETTER, DIGIT),
  ];
}

const LETTER = /[\p{L}_]/u;
const DIGIT = /\p{Nd}/u;

function sanitized(
  characters: string[],
  letter: RegExp,
  digit: RegExp,
): string {
  let result = '';
  for (const char of characters) {
    if (letter.test(char) || (result !== '' && digit.test(char)))
      result += char;
    else if (digit.test(char)) result += `_${char}`;
    else result += `_x${(char.codePointAt(0) ?? 0).toString(16).toUpperCase()}`;
  }
  return result;
}
