import {
  visitManifests,
  type FileIO,
  type ManifestFile,
  type Snapshot,
  type TableMetadata,
} from '@lakehouse-portal/table-metadata';
import { locationKey } from './locationKey';
import { readSnapshotList } from './readSnapshotList';

/** Beyond these, finding out would cost more than it tells. */
const MAX_SNAPSHOTS = 10_000;
const MAX_MANIFESTS = 100_000;
const MAX_FILES = 500_000;
/** Manifest lists that are read at the same time. */
const LISTS_AT_ONCE = 16;

/**
 * What no snapshot needs any more once some have expired: locations with their sizes in bytes.
 * @public
 */
export interface UnreachableFiles {
  data: Map<string, bigint>;
  deletes: Map<string, bigint>;
  manifests: Map<string, bigint>;
  manifestLists: Map<string, bigint>;
  /** Statistics files, those of partitions too. */
  statistics: Map<string, bigint>;
}

/**
 * Finds the files that become unreachable when snapshots expire: exact, from the manifests of all snapshots. Memory
 * holds what goes, not what stays. However a location is written, it is one file; links are not followed.
 *
 * @param snapshotIds - Those that go, decimal.
 * @returns undefined where that is not known: too much would have to be read, or something can't be.
 * @see https://iceberg.apache.org/spec/#snapshot-retention-policy
 * @public
 */
export async function readExpiry(
  io: FileIO,
  metadata: TableMetadata,
  snapshotIds: string[],
  options: {
    concurrency?: number;
    /** Files that manifests list as deleted only are gone already. */
    liveOnly?: boolean;
    signal?: AbortSignal;
  } = {},
): Promise<UnreachableFiles | undefined> {
  const gone = new Set(snapshotIds);
  const expired = metadata.snapshots.filter(one => gone.has(one.snapshotId));
  const kept = metadata.snapshots.filter(one => !gone.has(one.snapshotId));
  if (metadata.snapshots.length > MAX_SNAPSHOTS) {
    return undefined;
  }
  try {
    const old = await listsOf(io, metadata, expired, options.signal);
    const live = await listsOf(io, metadata, kept, options.signal);
    if (old.manifests.size + live.manifests.size > MAX_MANIFESTS) {
      return undefined;
    }
    withoutThose(old.lists, live.lists);
    withoutThose(old.manifests, live.manifests);
    const files = await filesOf(io, metadata, old, live, options);
    return (
      files && {
        ...files,
        manifests: new Map(
          [...old.manifests].map(([location, { manifestLength }]) => [
            location,
            manifestLength ?? 0n,
          ]),
        ),
        manifestLists: old.lists,
        statistics: expiredStatistics(metadata, gone),
      }
    );
  } catch {
    options.signal?.throwIfAborted();
    // A list or manifest that is damaged or gone: what else it held can't be told.
    return undefined;
  }
}

/** All of it together, as a plan takes it. @public */
export function sumOfExpiry(found: UnreachableFiles): {
  files: number;
  sizeBytes: bigint;
} {
  let files = 0;
  let sizeBytes = 0n;
  for (const kind of Object.values(found) as Array<Map<string, bigint>>) {
    files += kind.size;
    for (const size of kind.values()) sizeBytes += size;
  }
  return { files, sizeBytes };
}

/** Their locations, all kinds together. */
export function allOf(found: UnreachableFiles): string[] {
  return (Object.values(found) as Array<Map<string, bigint>>).flatMap(kind => [
    ...kind.keys(),
  ]);
}

/** Takes away what is there under any spelling of its location. */
function withoutThose(
  from: Map<string, unknown>,
  staying: ReadonlyMap<string, unknown>,
): void {
  const keys = new Set([...staying.keys()].map(locationKey));
  for (const location of [...from.keys()]) {
    if (keys.has(locationKey(location))) from.delete(location);
  }
}

interface Lists {
  lists: Map<string, bigint>;
  manifests: Map<string, ManifestFile>;
}

async function listsOf(
  io: FileIO,
  metadata: TableMetadata,
  snapshots: Snapshot[],
  signal: AbortSignal | undefined,
): Promise<Lists> {
  const lists = new Map<string, bigint>();
  const manifests = new Map<string, ManifestFile>();
  for (let start = 0; start < snapshots.length; start += LISTS_AT_ONCE) {
    signal?.throwIfAborted();
    const read = await Promise.all(
      snapshots
        .slice(start, start + LISTS_AT_ONCE)
        .map(snapshot => readSnapshotList(io, metadata, snapshot, signal)),
    );
    for (const { list, found } of read) {
      if (list) lists.set(list.location, list.sizeBytes);
      for (const manifest of found)
        manifests.set(manifest.manifestPath, manifest);
    }
  }
  return { lists, manifests };
}

async function filesOf(
  io: FileIO,
  metadata: TableMetadata,
  old: Lists,
  live: Lists,
  options: { concurrency?: number; liveOnly?: boolean; signal?: AbortSignal },
): Promise<Pick<UnreachableFiles, 'data' | 'deletes'> | undefined> {
  /** By {@link locationKey}. */
  const gone = new Map<string, GoneFile>();
  const reading = { ...options, columnStatistics: 'none' as const };
  const oldManifests = [...old.manifests.values()];
  for (const manifest of oldManifests) {
    const warnings = await visitManifests(
      io,
      metadata,
      [manifest],
      // Also what it lists as deleted: that may be listed nowhere else any more.
      ({ file, status }) => {
        if (!options.liveOnly || status !== 'deleted') {
          gone.set(locationKey(file.filePath), {
            location: file.filePath,
            sizeBytes: file.fileSizeBytes,
            isData: file.content === 'data',
          });
        }
      },
      reading,
    );
    if (warnings.length > 0 || gone.size > MAX_FILES) {
      return undefined;
    }
  }
  if (gone.size === 0) {
    return byContent(gone);
  }
  const warnings = await visitManifests(
    io,
    metadata,
    [...live.manifests.values()],
    ({ file, status }) => {
      if (status !== 'deleted') {
        gone.delete(locationKey(file.filePath));
      }
    },
    reading,
  );
  return warnings.length > 0 ? undefined : byContent(gone);
}

interface GoneFile {
  location: string;
  sizeBytes: bigint;
  isData: boolean;
}

function byContent(
  gone: ReadonlyMap<string, GoneFile>,
): Pick<UnreachableFiles, 'data' | 'deletes'> {
  const data = new Map<string, bigint>();
  const deletes = new Map<string, bigint>();
  for (const { location, sizeBytes, isData } of gone.values()) {
    (isData ? data : deletes).set(location, sizeBytes);
  }
  return { data, deletes };
}

/** Statistics files that only expired snapshots have. @public */
export function expiredStatistics(
  metadata: TableMetadata,
  gone: ReadonlySet<string>,
): Map<string, bigint> {
  const all = [
    ...metadata.statisticsFiles,
    ...metadata.partitionStatisticsFiles,
  ];
  const kept = new Set(
    all
      .filter(({ snapshotId }) => !gone.has(snapshotId))
      .map(({ statisticsPath }) => locationKey(statisticsPath)),
  );
  return new Map(
    all
      .filter(
        ({ snapshotId, statisticsPath }) =>
          gone.has(snapshotId) && !kept.has(locationKey(statisticsPath)),
      )
      .map(({ statisticsPath, fileSizeBytes }) => [
        statisticsPath,
        BigInt(fileSizeBytes ?? 0),
      ]),
  );
}
