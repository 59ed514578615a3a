import type {
  ManifestEntry,
  ManifestFile,
} from '@lakehouse-portal/table-metadata';
import { encodeAvroFile } from '../avro/encodeAvroFile';
import { stringifyLosslessJson } from '../json/stringifyLosslessJson';
import type {
  PartitionSpecJson,
  SchemaJson,
} from '../metadata/TableMetadataJson';
import type { TypedPartitionField } from '../partitioning/createPartitionSpec';
import { toFilePath } from '../storage/fileLocation';
import { writeNewFile } from '../storage/writeFileDurably';
import { manifestRecord } from './manifestRecord';
import { manifestSchema } from './manifestSchema';
import { partitionSummaries } from './partitionSummaries';

/**
 * A manifest to be written.
 */
export interface ManifestDraft {
  location: string;
  formatVersion: number;
  content: 'data' | 'deletes';
  schema: SchemaJson;
  spec: PartitionSpecJson;
  partitionFields: TypedPartitionField[];
  snapshotId: bigint;
  entries: ManifestEntry[];
  durable: boolean;
}

/**
 * Writes a manifest.
 *
 * @returns its entry for the manifest list. `sequenceNumber` -1 stands for that of the commit, as does
 *   `minSequenceNumber` -1 when no entry has an own one: both are filled in when the list is written.
 */
export async function writeManifest(
  draft: ManifestDraft,
): Promise<ManifestFile> {
  const { formatVersion, entries, partitionFields } = draft;
  const bytes = encodeAvroFile(
    manifestSchema(formatVersion, partitionFields),
    {
      schema: stringifyLosslessJson(draft.schema),
      'schema-id': String(draft.schema['schema-id']),
      'partition-spec': JSON.stringify(draft.spec.fields),
      'partition-spec-id': String(draft.spec['spec-id']),
      'format-version': String(formatVersion),
      ...(formatVersion >= 2 ? { content: draft.content } : {}),
    },
    entries.map(entry => manifestRecord(entry, partitionFields)),
  );
  await writeNewFile(toFilePath(draft.location), bytes, draft.durable);
  const tally = (status: ManifestEntry['status']) => {
    const chosen = entries.filter(entry => entry.status === status);
    return {
      files: chosen.length,
      rows: chosen.reduce((sum, entry) => sum + entry.file.recordCount, 0n),
    };
  };
  const added = tally('added');
  const existing = tally('existing');
  const deleted = tally('deleted');
  const live = entries.filter(entry => entry.status !== 'deleted');
  const known = live.flatMap(entry => entry.sequenceNumber ?? []);
  return {
    manifestPath: draft.location,
    manifestLength: BigInt(bytes.length),
    partitionSpecId: draft.spec['spec-id'],
    content: draft.content,
    sequenceNumber: -1n,
    minSequenceNumber:
      known.length === 0
        ? -1n
        : known.reduce((least, number) => (number < least ? number : least)),
    addedSnapshotId: draft.snapshotId,
    addedFilesCount: added.files,
    existingFilesCount: existing.files,
    deletedFilesCount: deleted.files,
    addedRowsCount: added.rows,
    existingRowsCount: existing.rows,
    deletedRowsCount: deleted.rows,
    partitions: partitionSummaries(
      partitionFields,
      entries.map(entry => entry.file.partition),
    ),
  };
}
