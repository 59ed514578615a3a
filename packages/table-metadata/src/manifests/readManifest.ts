import { maxBytesOf, statedLength } from './statedLength';
import { type AvroFile, openAvroFile, readAvroRecords } from '../avro';
import { CorruptMetadataError } from '../errors';
import type { FileIO } from '../io';
import type {
  ManifestEntry,
  ManifestFile,
  PartitionSpec,
  TableMetadata,
} from '../model';
import { entryInheritance } from './entryInheritance';
import { maxEntriesOf } from './maxEntriesOf';
import {
  manifestEntryFields,
  type ManifestProjectionOptions,
} from './manifestFields';
import { partitionDecoder } from './partitionDecoder';
import { toManifestEntry } from './toManifestEntry';
import { locate, withLocation } from './withLocation';

/**
 * What of a table's metadata its manifests are read with.
 * @public
 */
export type ManifestTable = Pick<
  TableMetadata,
  'partitionSpecs' | 'schemas' | 'currentSchemaId'
>;

/**
 * Which statistics of columns {@link readManifest} reads; what it need not read it skips.
 * @public
 */
export interface ReadManifestOptions
  extends Partial<ManifestProjectionOptions> {
  signal?: AbortSignal;
}

/**
 * Reads all entries of a manifest, deleted ones too, with what they inherit filled in. For manifests of many entries
 * see {@link readManifestBytes} and {@link manifestEntries}, which hold one at a time.
 *
 * @param manifest - As the manifest list has it.
 * @throws CorruptMetadataError when it is damaged; the errors of `FileIO.read`.
 * @see https://iceberg.apache.org/spec/#manifests
 * @public
 */
export async function readManifest(
  io: FileIO,
  manifest: ManifestFile,
  metadata: ManifestTable,
  options: ReadManifestOptions = {},
): Promise<ManifestEntry[]> {
  const bytes = await readManifestBytes(io, manifest, options);
  return [...manifestEntries(bytes, manifest, metadata, options)];
}

/**
 * Reads the bytes of a manifest, and checks that none are missing at its end: a file that was cut between two blocks
 * would otherwise look whole.
 *
 * @param options - `into`: memory for the bytes, if they fit.
 * @throws CorruptMetadataError when the file is shorter than the manifest list says.
 * @public
 */
export async function readManifestBytes(
  io: FileIO,
  manifest: Pick<ManifestFile, 'manifestPath' | 'manifestLength'>,
  options: { into?: Uint8Array; signal?: AbortSignal } = {},
): Promise<Uint8Array> {
  const { manifestPath, manifestLength } = manifest;
  const fileLength = statedLength(manifestLength);
  const bytes = await io.read(manifestPath, {
    maxBytes: maxBytesOf(fileLength),
    fileLength,
    into: options.into,
    signal: options.signal,
  });
  if (manifestLength !== undefined && BigInt(bytes.length) < manifestLength) {
    throw new CorruptMetadataError(
      `${manifestPath} is truncated: it has ${bytes.length} of ${manifestLength} bytes`,
      {
        location: manifestPath,
        offset: bytes.length,
      },
    );
  }
  return bytes;
}

/**
 * Decodes the entries of a manifest one by one.
 *
 * @param bytes - The manifest as stored.
 * @throws CorruptMetadataError at the first damage; LimitExceededError beyond 5,000,000 entries, 1,000,000 of deletes.
 * @public
 */
export function* manifestEntries(
  bytes: Uint8Array,
  manifest: ManifestFile,
  metadata: ManifestTable,
  options: ReadManifestOptions = {},
): Generator<ManifestEntry, void, undefined> {
  const { manifestPath } = manifest;
  const { file, spec } = openManifest(bytes, manifest, metadata);
  const { columnStatistics = 'all' } = options;
  const fields = manifestEntryFields(spec.fields, {
    ...options,
    columnStatistics,
  });
  const decodePartition = partitionDecoder(spec, metadata);
  const inherit = entryInheritance(manifest);
  try {
    for (const values of readAvroRecords(file, fields, {
      maxRecords: maxEntriesOf(manifest),
    })) {
      yield inherit(toManifestEntry(values, spec.specId, decodePartition));
    }
  } catch (error) {
    throw locate(error, manifestPath);
  }
}

/**
 * Reads the header of a manifest, and finds the partition spec that it was written with.
 * @throws CorruptMetadataError
 */
export function openManifest(
  bytes: Uint8Array,
  manifest: ManifestFile,
  metadata: ManifestTable,
): { file: AvroFile; spec: PartitionSpec } {
  const file = withLocation(manifest.manifestPath, () => openAvroFile(bytes));
  return { file, spec: specOf(file, manifest, metadata) };
}

/**
 * The partition spec of a manifest. Inline manifests of version 1 name theirs in the file's header only.
 */
function specOf(
  file: AvroFile,
  manifest: ManifestFile,
  metadata: ManifestTable,
): PartitionSpec {
  const stated = file.metadata.get('partition-spec-id');
  const isInline =
    manifest.manifestLength === undefined &&
    manifest.addedSnapshotId === undefined;
  const specId =
    isInline && stated !== undefined && /^\d{1,9}$/.test(stated)
      ? Number(stated)
      : manifest.partitionSpecId;
  const spec = metadata.partitionSpecs.find(
    candidate => candidate.specId === specId,
  );
  if (spec) return spec;
  throw new CorruptMetadataError(
    `${manifest.manifestPath} was written with partition spec ${specId}, which the table's metadata does not have`,
    {
      location: manifest.manifestPath,
    },
  );
}
