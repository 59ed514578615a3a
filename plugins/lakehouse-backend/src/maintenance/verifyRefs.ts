import type { RunVerification } from '@lakehouse-portal/plugin-lakehouse-common';
import type { TableMaintenance } from '@lakehouse-portal/plugin-lakehouse-node';
import {
  planScan,
  type FileIO,
  type TableMetadata,
} from '@lakehouse-portal/table-metadata';

type RefCheck = RunVerification['refs'][number];

/** References that are looked at; a table with more is not fully looked at, and that is said. */
const MAX_REFS = 50;
/** Data files that are opened of each, spread over all. */
const MAX_FILES = 100;

type SnapshotCheck = NonNullable<RunVerification['snapshots']>[number];

/** Snapshots that are looked at of those that stayed; each takes all of its manifests. */
const MAX_SNAPSHOTS = 10;
/** Where only the engine can read, and reads all rows of each. */
const MAX_READ_BY_ENGINE = 2;

/**
 * Whether every branch and tag can still be read: its manifests in full, and the beginning of its data files. Where no
 * file can be read (through Trino alone), the engine reads the rows.
 *
 * @param fileIO - absent: only the engine can.
 */
export async function verifyRefs(options: {
  metadata: TableMetadata;
  fileIO?: FileIO;
  maintenance: TableMaintenance;
  signal?: AbortSignal;
}): Promise<RefCheck[]> {
  const { metadata, signal } = options;
  const refs = refsOf(metadata);
  const checks: RefCheck[] = [];
  const bySnapshot = new Map<string, Omit<RefCheck, 'name' | 'snapshotId'>>();
  for (const { name, snapshotId } of refs.slice(0, MAX_REFS)) {
    signal?.throwIfAborted();
    let check = bySnapshot.get(snapshotId);
    if (!check) {
      check = await checkSnapshot(snapshotId, options);
      bySnapshot.set(snapshotId, check);
    }
    checks.push({ name, snapshotId, ...check });
  }
  return checks;
}

/**
 * Whether snapshots that stayed can still be read after some were taken away: the oldest, the newest, those whose
 * neighbours are gone, and others spread between them.
 *
 * @param known - What was looked at already.
 */
export async function verifySnapshots(
  options: Parameters<typeof verifyRefs>[0] & {
    known: readonly RefCheck[];
  },
): Promise<SnapshotCheck[]> {
  const { metadata, fileIO, signal, known } = options;
  const checks: SnapshotCheck[] = [];
  const ids = sampleOfHistory(
    metadata,
    new Set(known.map(({ snapshotId }) => snapshotId)),
    fileIO ? MAX_SNAPSHOTS : MAX_READ_BY_ENGINE,
  );
  for (const snapshotId of ids) {
    signal?.throwIfAborted();
    checks.push({ snapshotId, ...(await checkSnapshot(snapshotId, options)) });
  }
  return checks;
}

/** Ids in the order in which they matter. */
function sampleOfHistory(
  { snapshots }: TableMetadata,
  without: ReadonlySet<string>,
  most: number,
): string[] {
  const byAge = [...snapshots]
    .sort((a, b) => a.timestampMs - b.timestampMs)
    .filter(({ snapshotId }) => !without.has(snapshotId));
  const kept = new Set(snapshots.map(({ snapshotId }) => snapshotId));
  const parents = new Set(
    snapshots.map(({ parentSnapshotId }) => parentSnapshotId),
  );
  const nextToCut = byAge.filter(
    ({ snapshotId, parentSnapshotId }) =>
      (parentSnapshotId !== undefined && !kept.has(parentSnapshotId)) ||
      !parents.has(snapshotId),
  );
  const spread = Array.from(
    { length: most },
    (_, index) => byAge[Math.floor((index * byAge.length) / most)],
  );
  const chosen = [byAge[0], ...nextToCut, byAge.at(-1), ...spread].flatMap(
    one => one?.snapshotId ?? [],
  );
  return [...new Set(chosen)].slice(0, most);
}

function refsOf(
  metadata: TableMetadata,
): Array<{ name: string; snapshotId: string }> {
  const refs = metadata.refs.map(({ name, snapshotId }) => ({
    name,
    snapshotId,
  }));
  const { currentSnapshotId } = metadata;
  // Version 1, and engines that list no references.
  return currentSnapshotId !== undefined &&
    !refs.some(ref => ref.snapshotId === currentSnapshotId)
    ? [{ name: 'main', snapshotId: currentSnapshotId }, ...refs]
    : refs;
}

async function checkSnapshot(
  snapshotId: string,
  options: Parameters<typeof verifyRefs>[0],
): Promise<Omit<RefCheck, 'name' | 'snapshotId'>> {
  const { metadata, fileIO, maintenance, signal } = options;
  if (!metadata.snapshots.some(one => one.snapshotId === snapshotId)) {
    return {
      readable: false,
      detail: 'The snapshot is not in the metadata any more.',
    };
  }
  try {
    if (!fileIO) {
      const { rows } = await maintenance.executor.checksum(maintenance.table, {
        snapshotId,
        signal,
      });
      return {
        readable: true,
        detail: `${maintenance.executor.engine} read its ${rows} rows.`,
      };
    }
    const { dataFiles } = await planScan(fileIO, metadata, snapshotId, {
      signal,
    });
    const step = Math.max(1, Math.ceil(dataFiles.length / MAX_FILES));
    let opened = 0;
    for (let index = 0; index < dataFiles.length; index += step) {
      await fileIO.read(dataFiles[index].file.filePath, {
        range: { offset: 0, length: 4 },
        signal,
      });
      opened += 1;
    }
    return {
      readable: true,
      detail: `Data files in its manifests: ${dataFiles.length}; opened: ${opened}.`,
    };
  } catch (error) {
    signal?.throwIfAborted();
    return { readable: false, detail: (error as Error).message };
  }
}
