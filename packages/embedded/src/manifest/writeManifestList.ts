import type { ManifestFile } from '@lakehouse-portal/table-metadata';
import type { Schema } from 'avsc';
import { encodeAvroFile } from '../avro/encodeAvroFile';
import { UnsupportedOperationError } from '../errors';
import { toFilePath } from '../storage/fileLocation';
import { writeNewFile } from '../storage/writeFileDurably';
import {
  type AvroField,
  listType,
  optionalField,
  requiredField,
} from './avroFields';

/**
 * A manifest list to be written.
 */
export interface ManifestListDraft {
  location: string;
  formatVersion: number;
  snapshotId: bigint;
  parentSnapshotId: bigint | undefined;
  /** Of the commit; 0 in version 1. */
  sequenceNumber: bigint;
  /** Version 3: the table's next row id before the commit. */
  nextRowId: bigint;
  manifests: ManifestFile[];
  durable: boolean;
}

/**
 * Writes a manifest list, and gives new manifests their sequence numbers and row ids.
 *
 * @returns how many row ids were given (version 3), and the manifests as they were written.
 */
export async function writeManifestList(
  draft: ManifestListDraft,
): Promise<{ assignedRows: bigint; manifests: ManifestFile[] }> {
  const { formatVersion, sequenceNumber } = draft;
  if (
    formatVersion === 1 &&
    draft.manifests.some(manifest => manifest.content === 'deletes')
  ) {
    throw new UnsupportedOperationError(
      'A table of format version 1 cannot have delete files. Use copy-on-write, or upgrade the table to version 2.',
    );
  }
  let nextRowId = draft.nextRowId;
  const manifests = draft.manifests.map(manifest => {
    const filled: ManifestFile = {
      ...manifest,
      sequenceNumber:
        manifest.sequenceNumber < 0n ? sequenceNumber : manifest.sequenceNumber,
      minSequenceNumber:
        manifest.minSequenceNumber < 0n
          ? sequenceNumber
          : manifest.minSequenceNumber,
    };
    if (
      formatVersion >= 3 &&
      filled.content === 'data' &&
      filled.firstRowId === undefined
    ) {
      filled.firstRowId = nextRowId;
      nextRowId +=
        (filled.addedRowsCount ?? 0n) + (filled.existingRowsCount ?? 0n);
    }
    return filled;
  });
  const bytes = encodeAvroFile(
    manifestListSchema(formatVersion),
    {
      'snapshot-id': String(draft.snapshotId),
      'parent-snapshot-id':
        draft.parentSnapshotId === undefined
          ? 'null'
          : String(draft.parentSnapshotId),
      ...(formatVersion >= 2
        ? { 'sequence-number': String(sequenceNumber) }
        : {}),
      ...(formatVersion >= 3
        ? { 'first-row-id': String(draft.nextRowId) }
        : {}),
      'format-version': String(formatVersion),
    },
    manifests.map(manifestListRecord),
  );
  await writeNewFile(toFilePath(draft.location), bytes, draft.durable);
  return { assignedRows: nextRowId - draft.nextRowId, manifests };
}

function manifestListRecord(manifest: ManifestFile): Record<string, unknown> {
  return {
    manifest_path: manifest.manifestPath,
    manifest_length: manifest.manifestLength ?? 0n,
    partition_spec_id: manifest.partitionSpecId,
    content: manifest.content === 'data' ? 0 : 1,
    sequence_number: manifest.sequenceNumber,
    min_sequence_number: manifest.minSequenceNumber,
    added_snapshot_id: manifest.addedSnapshotId ?? 0n,
    added_files_count: manifest.addedFilesCount ?? 0,
    existing_files_count: manifest.existingFilesCount ?? 0,
    deleted_files_count: manifest.deletedFilesCount ?? 0,
    added_rows_count: manifest.addedRowsCount ?? 0n,
    existing_rows_count: manifest.existingRowsCount ?? 0n,
    deleted_rows_count: manifest.deletedRowsCount ?? 0n,
    partitions:
      manifest.partitions?.map(summary => ({
        contains_null: summary.containsNull,
        contains_nan: summary.containsNan ?? null,
        lower_bound: summary.lowerBound
          ? Buffer.from(summary.lowerBound)
          : null,
        upper_bound: summary.upperBound
          ? Buffer.from(summary.upperBound)
          : null,
      })) ?? null,
    key_metadata: manifest.keyMetadata
      ? Buffer.from(manifest.keyMetadata)
      : null,
    first_row_id: manifest.firstRowId ?? null,
  };
}

/** @see https://iceberg.apache.org/spec/#manifest-lists */
function manifestListSchema(formatVersion: number): Schema {
  const summary = {
    type: 'record',
    name: 'r508',
    fields: [
      requiredField(509, 'contains_null', 'boolean'),
      optionalField(518, 'contains_nan', 'boolean'),
      optionalField(510, 'lower_bound', 'bytes'),
      optionalField(511, 'upper_bound', 'bytes'),
    ],
  } as unknown as Schema;
  // Version 1 lets writers leave the counts out.
  const count = formatVersion === 1 ? optionalField : requiredField;
  const fields: AvroField[] = [
    requiredField(500, 'manifest_path', 'string'),
    requiredField(501, 'manifest_length', 'long'),
    requiredField(502, 'partition_spec_id', 'int'),
    ...(formatVersion >= 2
      ? [
          requiredField(517, 'content', 'int'),
          requiredField(515, 'sequence_number', 'long'),
          requiredField(516, 'min_sequence_number', 'long'),
        ]
      : []),
    requiredField(503, 'added_snapshot_id', 'long'),
    count(504, 'added_files_count', 'int'),
    count(505, 'existing_files_count', 'int'),
    count(506, 'deleted_files_count', 'int'),
    count(512, 'added_rows_count', 'long'),
    count(513, 'existing_rows_count', 'long'),
    count(514, 'deleted_rows_count', 'long'),
    optionalField(507, 'partitions', listType(508, summary)),
    optionalField(519, 'key_metadata', 'bytes'),
    ...(formatVersion >= 3 ? [optionalField(520, 'first_row_id', 'long')] : []),
  ];
  return { type: 'record', name: 'manifest_file', fields } as unknown as Schema;
}
