import { openAvroFile, readAvroRecords } from '../avro';
import { CorruptMetadataError, LimitExceededError } from '../errors';
import type { FileIO } from '../io';
import type {
  ManifestFile,
  ReadWarning,
  Snapshot,
  TableMetadata,
} from '../model';
import { MANIFEST_LIST_FIELDS } from './manifestListFields';
import { toManifestFile } from './toManifestFile';
import { withLocation } from './withLocation';

/** Bytes; a list of a million manifests has about 100 MB. */
const MAX_MANIFEST_LIST_BYTES = 512 * 1024 * 1024;
/** The largest tables known have 130,000. A list of a megabyte can unpack to tens of millions. */
const MAX_MANIFESTS = 1_000_000;
/** Of partition fields, in all manifests. */
const MAX_SUMMARIES = 4_000_000;

/**
 * Reads the manifests of a snapshot from its manifest list. Version 1 may write them into the snapshot instead
 * (then without lengths and counts), and older lists lack counts and sequence numbers: those are 0 by the specification.
 *
 * @param metadata - Used for the spec of manifests that do not name theirs.
 * @throws CorruptMetadataError when the list is damaged, or the snapshot has neither; the errors of `FileIO.read`.
 * @see https://iceberg.apache.org/spec/#manifest-lists
 * @public
 */
export async function readManifestList(
  io: FileIO,
  metadata: TableMetadata,
  snapshot: Snapshot,
  options: { signal?: AbortSignal; warnings?: ReadWarning[] } = {},
): Promise<ManifestFile[]> {
  const { manifestList } = snapshot;
  if (manifestList === undefined) {
    if (snapshot.manifests === undefined)
      throw new CorruptMetadataError(
        `Snapshot ${snapshot.snapshotId} names neither a manifest list nor manifests`,
        { location: metadata.metadataLocation },
      );
    return inlineManifests(metadata, snapshot);
  }
  const bytes = await io.read(manifestList, {
    maxBytes: MAX_MANIFEST_LIST_BYTES,
    signal: options.signal,
  });
  return withLocation(manifestList, () =>
    parseManifestList(bytes, {
      location: manifestList,
      warnings: options.warnings,
    }),
  );
}

/**
 * Reads a manifest list that is already in memory.
 *
 * @param options - `location`: where it was read from, for messages; `warnings`: takes what is unsound in it.
 * @throws CorruptMetadataError, LimitExceededError for more than a million manifests.
 * @public
 */
export function parseManifestList(
  bytes: Uint8Array,
  options: { location?: string; warnings?: ReadWarning[] } = {},
): ManifestFile[] {
  const manifests: ManifestFile[] = [];
  const negative = new NegativeNumbers();
  let summaries = 0;
  for (const values of readAvroRecords(
    openAvroFile(bytes),
    MANIFEST_LIST_FIELDS,
    { maxRecords: MAX_MANIFESTS },
  )) {
    const manifest = toManifestFile(values, negative.add);
    manifests.push(manifest);
    summaries += manifest.partitions?.length ?? 0;
    if (summaries > MAX_SUMMARIES)
      throw new LimitExceededError(
        `${
          options.location ?? 'A manifest list'
        } has more than ${MAX_SUMMARIES} summaries of partition fields`,
        { location: options.location },
      );
  }
  if (options.warnings) negative.report(options.warnings);
  return manifests;
}

/** Of a list that is broken all over, one example does. */
class NegativeNumbers {
  #count = 0;
  #first = { manifestPath: '', field: '' };

  readonly add = (manifestPath: string, field: string): void => {
    if (++this.#count === 1) this.#first = { manifestPath, field };
  };

  report(warnings: ReadWarning[]): void {
    if (this.#count === 0) return;
    const { manifestPath, field } = this.#first;
    warnings.push({
      code: 'manifest-list-number-unsound',
      message: `The manifest list states ${
        this.#count
      } negative numbers, such as ${field}; they are left out`,
      location: manifestPath,
    });
  }
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
