import type { TableIdentifier } from '../catalog/TableIdentifier';
import { commitTable } from '../commit/commitTable';
import type { LakehouseContext } from '../commit/LakehouseContext';
import { loadTableState } from '../commit/loadTableState';
import type { TableState } from '../commit/TableState';
import type { TableMetadataJson } from '../metadata/TableMetadataJson';
import { deleteFiles } from '../storage/deleteFiles';
import { RealPaths } from '../storage/RealPaths';
import type {
  ExpireSnapshotsOptions,
  ExpireSnapshotsResult,
} from './ExpireSnapshotsOptions';
import { OtherTables } from './OtherTables';
import { reachableFiles } from './reachableFiles';
import { requireGarbageCollection } from './requireGarbageCollection';
import { snapshotsToExpire } from './snapshotsToExpire';

/**
 * Expires snapshots. Files go only after the commit, and only those that no remaining snapshot needs, nor any other table of
 * the catalog: which ones is found out before, so that a damaged manifest stops it before anything was changed. Files are
 * compared by where they really lie, however their locations are written.
 *
 * @throws UnsafeRemovalError when another table shares files or the folder, or that can't be known; nothing was changed then.
 */
export async function expireSnapshots(
  context: LakehouseContext,
  table: TableIdentifier,
  options: ExpireSnapshotsOptions = {},
): Promise<ExpireSnapshotsResult> {
  if (options.dryRun) {
    const base = await loadTableState(
      context,
      context.catalog.requireTable(table).metadataLocation,
    );
    return (await plan(context, table, base, options)).result;
  }
  let planned: ExpiryPlan | undefined;
  const { attempts } = await commitTable(context, table, async base => {
    planned = await plan(context, table, base, options);
    const { metadata } = planned;
    return metadata && { metadata, discardable: [] };
  });
  const result = planned?.result ?? emptyResult();
  if (planned && attempts > 0) {
    const { data, deletes, manifests, manifestLists, statistics } =
      result.deletedFiles;
    // Roots first: what is left after a crash is then unreachable, not dangling.
    const locations = [
      ...manifestLists,
      ...manifests,
      ...data,
      ...deletes,
      ...statistics,
    ];
    const reason = await sharedMeanwhile(planned);
    result.failedFiles =
      reason === undefined
        ? await deleteFiles(context.roots, locations)
        : locations.map(location => ({ location, reason }));
  }
  return result;
}

interface ExpiryPlan {
  result: ExpireSnapshotsResult;
  /** Absent: nothing is to be changed. */
  metadata?: TableMetadataJson;
  /** @throws UnsafeRemovalError */
  requireUnshared(): Promise<void>;
  /** Whether the other tables are as they were when the plan was made. */
  isCurrent(): boolean;
}

/** Why no file may go although the snapshots have, where another table came or changed while this was done. */
async function sharedMeanwhile(
  planned: ExpiryPlan,
): Promise<string | undefined> {
  if (planned.isCurrent()) return undefined;
  try {
    await planned.requireUnshared();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

async function plan(
  context: LakehouseContext,
  table: TableIdentifier,
  base: TableState,
  options: ExpireSnapshotsOptions,
): Promise<ExpiryPlan> {
  const { json } = base;
  requireGarbageCollection(json, 'Expiring snapshots');
  const { snapshotIds, refs } = snapshotsToExpire(json, options, context.now());
  const result = emptyResult();
  if (snapshotIds.size === 0 && refs.length === 0)
    return { result, requireUnshared: async () => {}, isCurrent: () => true };
  result.expiredSnapshotIds = [...snapshotIds].map(String);
  result.expiredRefs = refs;
  const metadata = withoutSnapshots(json, snapshotIds, refs);
  const going = await collectFiles(context, base, metadata, result);
  const others = new OtherTables(context, table, new RealPaths());
  const requireUnshared = async () => {
    if (going.size === 0) return;
    // Anew each time: other tables may have come.
    const paths = new RealPaths();
    const [folder] = await paths.ofFolder(json.location);
    await new OtherTables(context, table, paths).requireNoneReaches(
      folder,
      going,
    );
  };
  await requireUnshared();
  return {
    result,
    metadata,
    requireUnshared,
    isCurrent: () => others.isCurrent(),
  };
}

/**
 * Finds what nothing needs any more once the metadata is as given.
 *
 * @returns their real paths.
 */
async function collectFiles(
  context: LakehouseContext,
  base: TableState,
  metadata: TableMetadataJson,
  result: ExpireSnapshotsResult,
): Promise<Set<string>> {
  const staying = new Set(metadata.snapshots);
  const kept = await reachableFiles(context, base, metadata.snapshots, {
    liveOnly: true,
  });
  const gone = await reachableFiles(
    context,
    base,
    base.json.snapshots.filter(snapshot => !staying.has(snapshot)),
    { liveOnly: false, skip: kept.manifests },
  );
  const paths = new RealPaths();
  const needed = new Set<string>();
  for (const location of [
    ...kept.manifestLists,
    ...kept.manifests.keys(),
    ...kept.files.keys(),
  ])
    for (const key of keysOf(location, await paths.ofExisting(location)))
      needed.add(key);
  for (const location of statisticsOf(metadata))
    for (const key of keysOf(location, await paths.of(location)))
      needed.add(key);
  const going = new Set<string>();
  const { deletedFiles } = result;
  const take = async (location: string, kind: keyof typeof deletedFiles) => {
    const keys = keysOf(location, await paths.of(location));
    // The same file may be there under several spellings.
    if (keys.some(key => needed.has(key) || going.has(key))) return;
    keys.forEach(key => going.add(key));
    deletedFiles[kind].push(location);
  };
  for (const location of gone.manifestLists)
    await take(location, 'manifestLists');
  for (const location of gone.manifests.keys())
    await take(location, 'manifests');
  for (const [location, content] of gone.files) await take(location, content);
  for (const location of statisticsOf(base.json))
    await take(location, 'statistics');
  return going;
}

/** What lies in another store, or in a folder that is gone, is known by its location alone. */
function keysOf(location: string, realPaths: string[]): string[] {
  return realPaths.length > 0 ? realPaths : [location];
}

function withoutSnapshots(
  metadata: TableMetadataJson,
  snapshotIds: ReadonlySet<bigint>,
  refs: string[],
): TableMetadataJson {
  const keep = (entry: { 'snapshot-id': bigint }) =>
    !snapshotIds.has(entry['snapshot-id']);
  let log: TableMetadataJson['snapshot-log'] = [];
  // As in Java: with a gap, what came before it says nothing any more.
  for (const entry of metadata['snapshot-log'])
    log = keep(entry) ? [...log, entry] : [];
  return {
    ...metadata,
    snapshots: metadata.snapshots.filter(keep),
    'snapshot-log': log,
    refs: Object.fromEntries(
      Object.entries(metadata.refs).filter(([name]) => !refs.includes(name)),
    ),
    ...(metadata.statistics
      ? { statistics: metadata.statistics.filter(keep) }
      : {}),
    ...(metadata['partition-statistics']
      ? {
          'partition-statistics': metadata['partition-statistics'].filter(keep),
        }
      : {}),
  };
}

function statisticsOf(metadata: TableMetadataJson): string[] {
  return [
    ...(metadata.statistics ?? []),
    ...(metadata['partition-statistics'] ?? []),
  ].map(file => file['statistics-path']);
}

function emptyResult(): ExpireSnapshotsResult {
  return {
    expiredSnapshotIds: [],
    expiredRefs: [],
    deletedFiles: {
      data: [],
      deletes: [],
      manifests: [],
      manifestLists: [],
      statistics: [],
    },
    failedFiles: [],
  };
}
