import {
  partitionPathFormatter,
  readManifestList,
  visitManifests,
  type FileIO,
  type ManifestFile,
  type PartitionValue,
  type Snapshot,
  type TableMetadata,
} from '@lakehouse-portal/table-metadata';

/** Manifests of more bytes, all together, are not read for this: a plan would take too long. */
const MAX_MANIFEST_BYTES = 64n * 1024n * 1024n;

/**
 * The data files of the current snapshot that are below a size, partition by partition: what a compaction takes up.
 *
 * @returns undefined where that is not known: there are too many manifests, or one of them can't be read.
 * @public
 */
export async function readSmallFiles(
  io: FileIO,
  metadata: TableMetadata,
  options: {
    /** Bytes. */
    belowSizeBytes: number;
    signal?: AbortSignal;
  },
): Promise<
  | Array<{ specId: number; partition: string; files: number; bytes: bigint }>
  | undefined
> {
  const { belowSizeBytes, signal } = options;
  const snapshot = metadata.snapshots.find(
    ({ snapshotId }) => snapshotId === metadata.currentSnapshotId,
  );
  if (!snapshot) {
    return [];
  }
  const manifests = await dataManifestsOf(io, metadata, snapshot, signal);
  if (!manifests) {
    return undefined;
  }
  const manifestBytes = manifests.reduce(
    (sum, { manifestLength = 0n }) => sum + manifestLength,
    0n,
  );
  if (manifestBytes > MAX_MANIFEST_BYTES) {
    return undefined;
  }
  const nameOf = partitionNames(metadata);
  const found = new Map<
    string,
    { specId: number; partition: string; files: number; bytes: bigint }
  >();
  const warnings = await visitManifests(
    io,
    metadata,
    manifests,
    ({ file, status }, { partitionSpecId }) => {
      if (status === 'deleted' || file.fileSizeBytes >= belowSizeBytes) {
        return;
      }
      const partition = nameOf(partitionSpecId, file.partition);
      const key = `${partitionSpecId} ${partition}`;
      const sum = found.get(key) ?? {
        specId: partitionSpecId,
        partition,
        files: 0,
        bytes: 0n,
      };
      sum.files += 1;
      sum.bytes += file.fileSizeBytes;
      found.set(key, sum);
    },
    { columnStatistics: 'none', signal },
  );
  return warnings.length > 0 ? undefined : [...found.values()];
}

/** Undefined when the list can't be read: what is wrong with it, whoever reads the table says. */
async function dataManifestsOf(
  io: FileIO,
  metadata: TableMetadata,
  snapshot: Snapshot,
  signal: AbortSignal | undefined,
): Promise<ManifestFile[] | undefined> {
  try {
    const manifests = await readManifestList(io, metadata, snapshot);
    return manifests.filter(({ content }) => content === 'data');
  } catch {
    signal?.throwIfAborted();
    return undefined;
  }
}

/** As statistics name partitions: by their spec and the current schema. */
function partitionNames({
  partitionSpecs,
  schemas,
  currentSchemaId,
}: TableMetadata): (specId: number, values: PartitionValue[]) => string {
  const schema = schemas.find(({ schemaId }) => schemaId === currentSchemaId);
  const formatters = new Map(
    partitionSpecs.map(spec => [
      spec.specId,
      partitionPathFormatter(spec, schema),
    ]),
  );
  return (specId, values) => formatters.get(specId)?.(values) ?? '';
}
