import type {
  ManifestEntry,
  ManifestFile,
} from '@lakehouse-portal/table-metadata';
import type { TableIdentifier } from '../catalog/TableIdentifier';
import { commitTable } from '../commit/commitTable';
import type { LakehouseContext } from '../commit/LakehouseContext';
import { loadTableState } from '../commit/loadTableState';
import { SnapshotWriter } from '../commit/SnapshotWriter';
import { entriesOf, manifestsOf } from '../commit/tableFiles';
import type { TableState } from '../commit/TableState';
import { CommitStateUnknownError, ValidationError } from '../errors';
import { compareValues } from '../manifest/partitionSummaries';
import { branchHead, MAIN_BRANCH } from '../metadata/metadataParts';
import type {
  RewriteManifestsOptions,
  RewriteManifestsResult,
} from './RewriteManifestsOptions';

const DEFAULT_TARGET_BYTES = 8 * 1024 * 1024;

/**
 * Merges manifests into as few as the target size allows, clustered by partition. On a conflict it is done anew on
 * the newest state, which costs little.
 */
export async function rewriteManifests(
  context: LakehouseContext,
  table: TableIdentifier,
  options: RewriteManifestsOptions = {},
): Promise<RewriteManifestsResult> {
  if (options.targetSizeBytes !== undefined && !(options.targetSizeBytes > 0)) {
    throw new ValidationError(
      `targetSizeBytes must be above 0, got ${options.targetSizeBytes}.`,
    );
  }
  if (options.dryRun) {
    const base = await loadTableState(
      context,
      context.catalog.requireTable(table).metadataLocation,
    );
    const { result } = await regroup(context, base, options);
    return result;
  }
  const writer = new SnapshotWriter(context, options.branch);
  let result: RewriteManifestsResult = {
    rewrittenManifests: 0,
    addedManifests: 0,
    keptManifests: 0,
  };
  try {
    const { attempts } = await commitTable(context, table, async base => {
      const plan = await regroup(context, base, options);
      result = plan.result;
      if (plan.groups.length === 0) return undefined;
      const written: ManifestFile[] = [];
      for (const group of plan.groups)
        written.push(
          await writer.writeManifest(
            base,
            group.specId,
            group.content,
            group.entries,
          ),
        );
      return writer.proposeManifests(
        base,
        [...written, ...plan.kept],
        written.map(manifest => manifest.manifestPath),
        {
          ...options.summary,
          'manifests-created': String(written.length),
          'manifests-kept': String(plan.kept.length),
          'manifests-replaced': String(plan.result.rewrittenManifests),
          'entries-processed': String(
            plan.groups.reduce((sum, group) => sum + group.entries.length, 0),
          ),
        },
      );
    });
    return attempts === 0
      ? result
      : { ...result, snapshotId: String(writer.snapshotId) };
  } catch (error) {
    if (!(error instanceof CommitStateUnknownError)) await writer.discard();
    throw error;
  }
}

interface Group {
  specId: number;
  content: 'data' | 'deletes';
  entries: ManifestEntry[];
}

async function regroup(
  context: LakehouseContext,
  base: TableState,
  options: RewriteManifestsOptions,
): Promise<{
  groups: Group[];
  kept: ManifestFile[];
  result: RewriteManifestsResult;
}> {
  const own = base.json.properties['commit.manifest.target-size-bytes'];
  const target =
    options.targetSizeBytes ??
    (own !== undefined && /^[1-9]\d{0,12}$/.test(own)
      ? Number(own)
      : DEFAULT_TARGET_BYTES);
  const byKind = new Map<string, ManifestFile[]>();
  for (const manifest of await manifestsOf(
    context,
    base,
    branchHead(base.json, options.branch ?? MAIN_BRANCH),
  )) {
    const key = `${manifest.content} ${manifest.partitionSpecId}`;
    byKind.set(key, [...(byKind.get(key) ?? []), manifest]);
  }
  const groups: Group[] = [];
  const kept: ManifestFile[] = [];
  let rewrittenManifests = 0;
  for (const manifests of byKind.values()) {
    const entries: ManifestEntry[] = [];
    let bytes = 0;
    for (const manifest of manifests) {
      bytes += Number(manifest.manifestLength ?? 0n);
      for (const entry of await entriesOf(context, base, manifest)) {
        if (entry.status !== 'deleted')
          entries.push({ ...entry, status: 'existing' });
      }
    }
    const wanted = Math.max(
      entries.length === 0 ? 0 : 1,
      Math.ceil(bytes / target),
    );
    if (wanted >= manifests.length) {
      kept.push(...manifests);
      continue;
    }
    rewrittenManifests += manifests.length;
    entries.sort(byPartition);
    const size = Math.ceil(entries.length / Math.max(1, wanted));
    for (let start = 0; start < entries.length; start += size) {
      groups.push({
        specId: manifests[0].partitionSpecId,
        content: manifests[0].content,
        entries: entries.slice(start, start + size),
      });
    }
  }
  return {
    groups,
    kept,
    result: {
      rewrittenManifests,
      addedManifests: groups.length,
      keptManifests: kept.length,
    },
  };
}

function byPartition(one: ManifestEntry, other: ManifestEntry): number {
  for (const [index, value] of one.file.partition.entries()) {
    const order = compareValues(value, other.file.partition[index] ?? null);
    if (order !== 0) return order;
  }
  return 0;
}
