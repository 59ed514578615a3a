import {
  parseManifestList,
  readManifestList,
  type FileIO,
  type ManifestFile,
  type Snapshot,
  type TableMetadata,
} from '@lakehouse-portal/table-metadata';

const MAX_LIST_BYTES = 64 * 1024 * 1024;

/** The manifests of a snapshot, and the file that lists them, where there is one (version 1 may have none). */
export async function readSnapshotList(
  io: FileIO,
  metadata: TableMetadata,
  snapshot: Snapshot,
  signal: AbortSignal | undefined,
): Promise<{
  list?: { location: string; sizeBytes: bigint };
  found: ManifestFile[];
}> {
  const { manifestList } = snapshot;
  if (manifestList === undefined) {
    return { found: await readManifestList(io, metadata, snapshot) };
  }
  const bytes = await io.read(manifestList, {
    maxBytes: MAX_LIST_BYTES,
    signal,
  });
  return {
    list: { location: manifestList, sizeBytes: BigInt(bytes.length) },
    found: parseManifestList(bytes),
  };
}
