import type { TableIdentifier } from '../catalog/TableIdentifier';
import { commitTable } from '../commit/commitTable';
import type { LakehouseContext } from '../commit/LakehouseContext';
import { loadTableState } from '../commit/loadTableState';
import type { TableState } from '../commit/TableState';
import type { TableMetadataJson } from '../metadata/TableMetadataJson';
import { deleteFiles } from '../storage/deleteFiles';
import type {
  ExpireSnapshotsOptions,
  ExpireSnapshotsResult,
} from './ExpireSnapshotsOptions';
import { reachableFiles } from './reachableFiles';
import { requireGarbageCollection } from './requireGarbageCollection';
import { snapshotsToExpire } from './snapshotsToExpire';

/**
 * Expires snapshots. Files go only after the commit, and only those that no remaining snapshot needs: which ones is
 * found out before, so that a damaged manifest stops it before anything was changed.
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
    return (await plan(context, base, options)).result;
  }
  let planned: ExpireSnapshotsResult | undefined;
  const { attempts } = await commitTable(context, table, async base => {
    const { result, metadata } = await plan(context, base, options);
    planned = result;
    return metadata && { metadata, discardable: [] };
  });
  const result = planned ?? emptyResult();
  if (attempts > 0) {
    const { data, deletes, manifests, manifestLists, statistics } =
      result.deletedFiles;
    // Roots first: what is left after a crash is then unreachable, not dangling.
    result.failedFiles = await deleteFiles(context.roots, [
      ...manifestLists,
      ...manifests,
      ...data,
      ...deletes,
      ...statistics,
    ]);
  }
  return result;
}

async function plan(
  context: LakehouseContext,
  base: TableState,
  options: ExpireSnapshotsOptions,
): Promise<{
  result: ExpireSnapshotsResult;
  metadata: TableMetadataJson | undefined;
}> {
  const { json } = base;
  requireGarbageCollection(json, 'Expiring snapshots');
  const { snapshotIds, refs } = snapshotsToExpire(json, options, context.now());
  const result = emptyResult();
  if (snapshotIds.size === 0 && refs.length === 0)
    return { result, metadata: undefined };
  result.expiredSnapshotIds = [...snapshotIds].map(String);
  result.expiredRefs = refs;
  const remaining = json.snapshots.filter(
    snapshot => !snapshotIds.has(snapshot['snapshot-id']),
  );
  const expired = json.snapshots.filter(snapshot =>
    snapshotIds.has(snapshot['snapshot-id']),
  );
  const metadata = withoutSnapshots(json, snapshotIds, refs);
  await collectFiles(context, base, remaining, expired, result);
  const keptStatistics = new Set(statisticsOf(metadata));
  result.deletedFiles.statistics = statisticsOf(json).filter(
    location => !keptStatistics.has(location),
  );
  return { result, metadata };
}

async function collectFiles(
  context: LakehouseContext,
  base: TableState,
  remaining: TableMetadataJson['snapshots'],
  expired: TableMetadataJson['snapshots'],
  result: ExpireSnapshotsResult,
): Promise<void> {
  const kept = await reachableFiles(context, base, remaining, {
    liveOnly: true,
  });
  const gone = await reachableFiles(context, base, expired, {
    liveOnly: false,
    skip: kept.manifests,
  });
  result.deletedFiles.manifestLists = [...gone.manifestLists].filter(
    location => !kept.manifestLists.has(location),
  );
  result.deletedFiles.manifests = [...gone.manifests.keys()].filter(
    location => !kept.manifests.has(location),
  );
  for (const [location, content] of gone.files) {
    if (!kept.files.has(location)) result.deletedFiles[content].push(location);
  }
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
