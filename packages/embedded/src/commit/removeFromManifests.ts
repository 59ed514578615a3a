import type {
  ContentFile,
  ManifestEntry,
  ManifestFile,
} from '@lakehouse-portal/table-metadata';
import { CommitConflictError } from '../errors';
import type { LakehouseContext } from './LakehouseContext';
import type { SnapshotChange } from './SnapshotChange';
import { entriesOf } from './tableFiles';
import type { TableState } from './TableState';

/**
 * The manifests of a snapshot that go on into the next one: those that list removed files are rewritten, those
 * without live files are left out.
 *
 * @returns with the manifests, the files that were removed, and the locations of what was written for it.
 * @throws CommitConflictError when a file to be removed is no longer live.
 */
export async function removeFromManifests(
  context: LakehouseContext,
  base: TableState,
  manifests: ManifestFile[],
  change: SnapshotChange,
  commit: {
    snapshotId: bigint;
    write: (
      specId: number,
      content: 'data' | 'deletes',
      entries: ManifestEntry[],
    ) => Promise<ManifestFile>;
  },
): Promise<{
  manifests: ManifestFile[];
  removed: ContentFile[];
  discardable: string[];
}> {
  const wanted = {
    data: change.removedData ?? new Map(),
    deletes: change.removedDeletes ?? new Map(),
  };
  const removed: ContentFile[] = [];
  const found = new Set<string>();
  const result: ManifestFile[] = [];
  const discardable: string[] = [];
  const listed = new Set(manifests.map(manifest => manifest.manifestPath));
  for (const manifest of manifests) {
    const files = wanted[manifest.content];
    if (!mayHold(manifest, files, listed)) {
      if (hasLiveFiles(manifest)) result.push(manifest);
      continue;
    }
    const entries = await entriesOf(context, base, manifest);
    const hits = entries.filter(
      entry => entry.status !== 'deleted' && files.has(entry.file.filePath),
    );
    if (hits.length === 0) {
      if (hasLiveFiles(manifest)) result.push(manifest);
      continue;
    }
    for (const entry of hits) {
      found.add(`${manifest.content} ${entry.file.filePath}`);
      removed.push(entry.file);
    }
    const rewritten = await commit.write(
      manifest.partitionSpecId,
      manifest.content,
      entries
        .filter(entry => entry.status !== 'deleted')
        .map(entry => ({
          ...entry,
          status: files.has(entry.file.filePath)
            ? ('deleted' as const)
            : ('existing' as const),
          ...(files.has(entry.file.filePath)
            ? { snapshotId: commit.snapshotId }
            : {}),
        })),
    );
    discardable.push(rewritten.manifestPath);
    result.push(rewritten);
  }
  for (const content of ['data', 'deletes'] as const) {
    for (const location of wanted[content].keys()) {
      if (!found.has(`${content} ${location}`)) {
        throw new CommitConflictError(
          `${location} is no longer part of the table: another writer removed or rewrote it. Start the operation again.`,
        );
      }
    }
  }
  return { manifests: result, removed, discardable };
}

/** Manifests without live files are only kept for the snapshot that emptied them. Without counts one cannot tell. */
function hasLiveFiles(manifest: ManifestFile): boolean {
  return (
    manifest.addedFilesCount === undefined ||
    manifest.existingFilesCount === undefined ||
    manifest.addedFilesCount + manifest.existingFilesCount > 0
  );
}

/** With the manifest of every file known and still listed, the others need not be read. */
function mayHold(
  manifest: ManifestFile,
  files: ReadonlyMap<string, string | undefined>,
  listed: ReadonlySet<string>,
): boolean {
  if (files.size === 0) return false;
  for (const hint of files.values()) {
    if (
      hint === undefined ||
      hint === manifest.manifestPath ||
      !listed.has(hint)
    )
      return true;
  }
  return false;
}
