import { compileRecordDecoder, openAvroFile, readAvroRecords } from '../avro';
import type { FileIO } from '../io';
import type { ManifestFile, Snapshot, TableMetadata } from '../model';
import { MANIFEST_LIST_FIELDS } from './manifestListFields';
import { RecordFields } from './RecordFields';
import { withLocation } from './withLocation';

/** Bytes; a list of a million manifests has about 100 MB. */
const MAX_MANIFEST_LIST_BYTES = 512 * 1024 * 1024;

/**
 * Reads the manifests of a snapshot from its manifest list. Version 1 may write them into the snapshot instead
 * (then without lengths and counts), and older lists lack counts and sequence numbers: those are 0 by the specification.
 *
 * @param metadata - Used for the spec of manifests that do not name theirs.
 * @throws AvroFormatError when the list is damaged; the errors of `FileIO.read`.
 * @see https://iceberg.apache.org/spec/#manifest-lists
 * @public
 */
export async function readManifestList(
  io: FileIO,
  metadata: TableMetadata,
  snapshot: Snapshot,
  options: { signal?: AbortSignal } = {},
): Promise<ManifestFile[]> {
  const { manifestList } = snapshot;
  if (manifestList === undefined) return inlineManifests(metadata, snapshot);
  const bytes = await io.read(manifestList, {
    maxBytes: MAX_MANIFEST_LIST_BYTES,
    signal: options.signal,
  });
  return withLocation(manifestList, () => parseManifestList(bytes));
}

/**
 * Reads a manifest list that is already in memory.
 * @throws AvroFormatError
 * @public
 */
export function parseManifestList(bytes: Uint8Array): ManifestFile[] {
  const file = openAvroFile(bytes);
  const decode = compileRecordDecoder<Record<string, unknown>>(
    file.schema,
    MANIFEST_LIST_FIELDS,
  );
  const manifests: ManifestFile[] = [];
  for (const record of readAvroRecords(file, decode))
    manifests.push(toManifestFile(record));
  return manifests;
}

function inlineManifests(
  metadata: TableMetadata,
  snapshot: Snapshot,
): ManifestFile[] {
  return (snapshot.manifests ?? []).map(manifestPath => ({
    manifestPath,
    partitionSpecId: metadata.defaultSpecId ?? 0,
    content: 'data',
    sequenceNumber: 0n,
    minSequenceNumber: 0n,
    // The snapshot that added an inline manifest is not written down; entries name their own.
  }));
}

function toManifestFile(record: Record<string, unknown>): ManifestFile {
  const fields = new RecordFields(record, 'An entry of the manifest list');
  return {
    manifestPath: fields.required(
      'manifest_path',
      fields.string('manifestPath'),
    ),
    manifestLength: fields.integer('manifestLength'),
    partitionSpecId: fields.int('partitionSpecId') ?? 0,
    content: fields.int('content') === 1 ? 'deletes' : 'data',
    sequenceNumber: fields.integer('sequenceNumber') ?? 0n,
    minSequenceNumber: fields.integer('minSequenceNumber') ?? 0n,
    addedSnapshotId: fields.integer('addedSnapshotId'),
    addedFilesCount: fields.int('addedFilesCount'),
    existingFilesCount: fields.int('existingFilesCount'),
    deletedFilesCount: fields.int('deletedFilesCount'),
    addedRowsCount: fields.integer('addedRowsCount'),
    existingRowsCount: fields.integer('existingRowsCount'),
    deletedRowsCount: fields.integer('deletedRowsCount'),
    partitions: fields.list('partitions')?.map(toSummary),
    keyMetadata: fields.bytes('keyMetadata'),
    firstRowId: fields.integer('firstRowId'),
  };
}

function toSummary(
  record: unknown,
): NonNullable<ManifestFile['partitions']>[number] {
  const fields = new RecordFields(
    record as Record<string, unknown>,
    'A partition summary',
  );
  return {
    containsNull: fields.boolean('containsNull') ?? true,
    containsNan: fields.boolean('containsNan'),
    lowerBound: fields.bytes('lowerBound'),
    upperBound: fields.bytes('upperBound'),
  };
}
