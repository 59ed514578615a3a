import type { ManifestFile } from '../../src';
import { must } from '../engine/OracleViolation';
import { asText } from './asText';
import { decodeAvro } from '../../src/__testUtils__/avro/decodeAvro';
import { fieldOf } from './projectRecord';

type Read = (manifest: ManifestFile) => unknown;

/** Field id, value as the reader has it, names of old versions, and what stands for a missing value. */
const FIELDS: Array<
  [id: number, read: Read, names: string[], absent?: unknown]
> = [
  [500, m => m.manifestPath, ['manifest_path']],
  [501, m => m.manifestLength, ['manifest_length']],
  [502, m => m.partitionSpecId, ['partition_spec_id'], 0],
  [515, m => m.sequenceNumber, ['sequence_number'], 0],
  [516, m => m.minSequenceNumber, ['min_sequence_number'], 0],
  [503, m => m.addedSnapshotId, ['added_snapshot_id']],
  [
    504,
    m => m.addedFilesCount,
    ['added_files_count', 'added_data_files_count'],
  ],
  [
    505,
    m => m.existingFilesCount,
    ['existing_files_count', 'existing_data_files_count'],
  ],
  [
    506,
    m => m.deletedFilesCount,
    ['deleted_files_count', 'deleted_data_files_count'],
  ],
  [512, m => m.addedRowsCount, ['added_rows_count']],
  [513, m => m.existingRowsCount, ['existing_rows_count']],
  [514, m => m.deletedRowsCount, ['deleted_rows_count']],
  [519, m => m.keyMetadata, ['key_metadata']],
  [520, m => m.firstRowId, ['first_row_id']],
];

/** Lengths and counts, which are left out where they are negative. */
const NEVER_NEGATIVE = new Set([501, 504, 505, 506, 512, 513, 514]);

function isLeftOut(id: number, value: unknown): boolean {
  return (
    NEVER_NEGATIVE.has(id) &&
    (typeof value === 'bigint' || typeof value === 'number') &&
    value < 0
  );
}

/** Compares what the reader accepted with what the plain decoder finds in the same bytes. */
export function compareManifestList(
  bytes: Uint8Array,
  manifests: ManifestFile[],
): void {
  const { schema, blocks } = decodeAvro(bytes);
  const records = blocks.flat();
  must(
    records.length === manifests.length,
    'list-count',
    () => `${manifests.length} manifests instead of ${records.length}`,
  );
  for (const [index, record] of records.entries()) {
    for (const [id, read, names, absent] of FIELDS) {
      const stated = fieldOf(schema, record, id, ...names)?.value;
      const expected = asText(
        isLeftOut(id, stated) ? undefined : stated ?? absent,
      );
      const found = asText(read(manifests[index]));
      must(
        found === expected,
        `list-${names[0]}`,
        () =>
          `${names[0]} of manifest ${index}: ${found} instead of ${expected}`,
      );
    }
  }
}
