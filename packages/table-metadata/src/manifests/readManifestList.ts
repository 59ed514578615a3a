import { openAvroFile, readAvroRecords } from '../avro';
import type { FileIO } from '../io';
import type { ManifestFile, Snapshot, TableMetadata } from '../model';
import { MANIFEST_LIST_FIELDS } from './manifestListFields';
import { toManifestFile } from './toManifestFile';
import { withLocation } from './withLocation';

/** Bytes; a list of a million manifests has about 100 MB. */
const MAX_MANIFEST_LIST_BYTES = 512 * 1024 * 1024;

/**
 * Reads the manifests of a snapshot from its manifest list. Version 1 may write them into the snapshot instead
 * (then without lengths and counts), and older lists lack counts and sequence numbers: those are 0 by the specification.
 *
 * @param metadata - Used for the spec of manifests that do not name theirs.
 * @throws CorruptMetadataError when the list is damaged; the errors of `FileIO.read`.
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
 * @throws CorruptMetadataError
 * @public
 */
export function parseManifestList(bytes: Uint8Array): ManifestFile[] {
  const manifests: ManifestFile[] = [];
  for (const values of readAvroRecords(
    openAvroFile(bytes),
    MANIFEST_LIST_FIELDS,
  )) {
    manifests.push(toManifestFile(values));
  }
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
